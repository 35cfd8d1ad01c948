import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** Replicates in one row, and one by one. */

const TASK = `version: 1
name: noise
run: { node: ./noise.mjs#draw }
parameters: { mu: [1, 2, 3], sigma: [0.1, 5] }
replicates: 4
`;
const OBJECTIVE = `export function draw({ mu, sigma }, { seed, replicate }) {
  if (mu === 3 && sigma === 5 && replicate === 2) throw new Error('too noisy');
  return { y: mu + sigma * Math.sin(replicate + 1) };
}
`;

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await openSession({
    async prepare(workspace) {
      await writeFile(join(workspace, 'noise.sweep.yaml'), TASK);
      await writeFile(join(workspace, 'noise.mjs'), OBJECTIVE);
    },
  });
  window = session.window;
  await window.open('noise.sweep.yaml');
  await window.lens(/^▶ Run 24$/).click();
  await window.lens(/^↻ Rerun 1 failed$/).waitFor({ timeout: 60_000 });
  await window.lens(/^Results$/).click();
});
afterAll(async () => session.close());

const step = stepsOf('fold', () => window);

const rows = () => window.webview().locator('[role="row"][aria-rowindex]:not(.head)');

step('replicates are one row a point, with mean and interval', '1-folded', async () => {
  const page = window.webview();
  await page.getByText('24 items in 6 rows').waitFor();
  expect(await rows().count()).toBe(6);
  await page
    .getByRole('gridcell', { name: /^1\.\d+ ± 0\.\d+$/ })
    .first()
    .waitFor();
  await page.getByRole('gridcell', { name: '3 done, 1 failed' }).waitFor();
  await page.getByRole('gridcell', { name: '×4' }).first().waitFor();
});

step('a point is unfolded by its button and by keyboard, and folded again', '2-unfolded', async () => {
  const page = window.webview();
  await page.getByRole('button', { name: 'Show the replicates of point 1' }).click();
  await expect.poll(() => rows().count()).toBe(10);
  await page.getByRole('grid').press('Home');
  await page.getByRole('grid').press('+');
  await expect.poll(() => rows().count()).toBe(14);
  await window.screenshot('fold-2-both');
  await page.getByRole('grid').press('-');
  await expect.poll(() => rows().count()).toBe(10);
});

step('a chosen row stands for all of its items, also after the panel was hidden', '3-chosen', async () => {
  const page = window.webview();
  await page.getByRole('gridcell', { name: '3 done, 1 failed' }).click();
  await page.getByText('4 items chosen').waitFor();
  await window.open('noise.mjs');
  await window.page.getByRole('tab', { name: /^Results: noise/ }).click();
  await page.getByText('4 items chosen').waitFor();
});

step('all items stand for themselves when replicates are not folded', '4-all', async () => {
  const page = window.webview();
  await page.getByLabel('Fold replicates').uncheck();
  await expect.poll(() => rows().count()).toBeGreaterThan(20);
  await page.getByText('24 items', { exact: true }).waitFor();
});
