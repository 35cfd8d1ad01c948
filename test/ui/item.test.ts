import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { axeViolations } from '../support/ui/axe.ts';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** One item: what it reports while it runs, what it leaves behind, and how it differs from another one. */

const TASK = `version: 1
name: training
run: { node: ./train.mjs#train }
schema: { outputs: { final: { type: float }, portrait: { type: file, path: portrait.png } } }
parameters: { rate: [1, 2, 3] }
execution: { workers: 1 }
`;
/** The last item waits, after three reports, until a file stands in the workspace. */
const OBJECTIVE = `import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export async function train({ rate }, context) {
  writeFileSync(join(context.dir, 'loss.csv'), 'step,loss\\n1,0.5\\n2,0.25\\n');
  writeFileSync(join(context.dir, 'picture.png'), Buffer.from(PIXEL, 'base64'));
  writeFileSync(join(context.dir, 'portrait.png'), Buffer.from(PIXEL, 'base64'));
  writeFileSync(join(context.dir, 'facts.json'), JSON.stringify({ rate, layers: [1, 2] }));
  for (let step = 1; step <= 3; step++) context.report({ step, loss: rate / step });
  console.log('\\u001b[1;32mtrained\\u001b[0m with rate ' + rate);
  while (rate === 3 && !existsSync(new URL('go', import.meta.url))) await wait(50);
  return { final: rate / 4 };
}
`;

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await openSession({
    async prepare(workspace) {
      await writeFile(join(workspace, 'training.sweep.yaml'), TASK);
      await writeFile(join(workspace, 'train.mjs'), OBJECTIVE);
    },
  });
  window = session.window;
  await window.open('training.sweep.yaml');
  await window.lens(/^▶ Run 3$/).click();
  await window.lens(/2\/3/).waitFor({ timeout: 60_000 });
  await window.lens(/^Results$/).click();
  await window.webview().getByRole('grid').waitFor();
});
afterAll(async () => session.close());

const step = stepsOf('item', () => window);

const pane = (page: FrameLocator, index: number) => page.getByRole('complementary', { name: `Item ${index}`, exact: true });

step('what a running item reports and prints is shown while it runs', '1-live', async (page) => {
  await page.getByRole('gridcell', { name: 'running' }).click();
  await pane(page, 2)
    .getByRole('img', { name: /^loss: 3 steps, 1 to 3, last 1/ })
    .waitFor();
  await pane(page, 2).getByText('trained', { exact: true }).waitFor();
});

step('it is shown as done without a further click', '2-done', async (page) => {
  await writeFile(join(session.workspace, 'go'), '');
  await pane(page, 2).getByRole('heading', { name: /^done/ }).waitFor();
  await pane(page, 2).getByText('0.75', { exact: true }).waitFor();
});

step('files are looked at on the page', '3-files', async (page) => {
  const files = pane(page, 2).getByRole('region', { name: 'Files' });
  for (const hasText of ['facts.json', 'loss.csv', 'picture.png']) await files.locator('summary', { hasText }).click();
  await files.getByText(/"layers": \[/).waitFor();
  await files.getByRole('cell', { name: '0.25' }).waitFor();
  await files.locator('summary', { hasText: 'portrait: portrait.png' }).click();
  for (const name of ['picture.png', 'portrait: portrait.png']) {
    const picture = files.getByRole('img', { name });
    await picture.waitFor();
    expect(await picture.evaluate((image) => image instanceof HTMLImageElement && image.naturalWidth)).toBe(1);
  }
  const frame = await (await page.locator('body').elementHandle())?.ownerFrame();
  if (!frame) throw new Error('The results page has no frame.');
  expect(await axeViolations(frame)).toEqual([]);
});

step('a file is opened in the editor that VS Code has for it', '4-open', async (page) => {
  await pane(page, 2).getByRole('button', { name: 'Open loss.csv' }).click();
  await window.close('loss.csv');
  await pane(page, 2).getByRole('button', { name: 'Open portrait: portrait.png' }).click();
  await window.close('portrait.png');
});

step('two items are compared in the diff editor', '5-compared', async (page) => {
  await pane(page, 2).getByRole('button', { name: 'Mark to compare' }).click();
  await page.getByRole('gridcell', { name: 'done' }).first().click();
  await pane(page, 0).getByRole('button', { name: 'Compare with item 2' }).click();
  await window.page.getByRole('tab', { name: /^training: / }).waitFor();
});
