import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { axeViolations } from '../support/ui/axe.ts';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** Outputs that are images or series: seen beside each other over two parameters. */

const TASK = `version: 1
name: shapes
run: { node: ./shapes.mjs#draw }
schema: { outputs: { shape: { type: file, path: shape.svg }, size: { type: series } } }
parameters: { corners: [3, 4, 5, 6, 8], color: [teal, orange, purple] }
`;
const OBJECTIVE = `import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
export function draw({ corners, color }, context) {
  const points = Array.from({ length: corners }, (_, at) => {
    const angle = (2 * Math.PI * at) / corners - Math.PI / 2;
    return 50 + 45 * Math.cos(angle) + ',' + (50 + 45 * Math.sin(angle));
  });
  const svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><polygon points="' + points.join(' ') + '" fill="' + color + '"/></svg>';
  writeFileSync(join(context.dir, 'shape.svg'), svg);
  for (let step = 0; step < 40; step++) context.report({ step, size: corners * Math.sin(step / corners) });
}
`;

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await openSession({
    async prepare(workspace) {
      await writeFile(join(workspace, 'shapes.sweep.yaml'), TASK);
      await writeFile(join(workspace, 'shapes.mjs'), OBJECTIVE);
    },
  });
  window = session.window;
  await window.open('shapes.sweep.yaml');
  await window.lens(/^▶ Run 15$/).click();
  await window.lens(/^Up to date · 15 done$/).waitFor({ timeout: 60_000 });
  await window.lens(/^Results$/).click();
  await window.webview().getByRole('grid').waitFor();
});
afterAll(async () => session.close());

const step = stepsOf('grid', () => window);

async function axe(page: FrameLocator): Promise<readonly string[]> {
  const frame = await (await page.locator('body').elementHandle())?.ownerFrame();
  if (!frame) throw new Error('The results page has no frame.');
  return axeViolations(frame);
}

step('images are the first picture, one in each place', '1-images', async (page) => {
  await page.getByRole('button', { name: 'Plot', exact: true }).press('Enter');
  const grid = page.getByRole('group', { name: /^Grid of shape, 15 items/ });
  await grid.waitFor();
  const images = grid.locator('img');
  await expect.poll(() => images.count()).toBe(15);
  const widths = await images.evaluateAll((all) => all.map((image) => image instanceof HTMLImageElement && image.naturalWidth > 0));
  expect(widths.every(Boolean)).toBe(true);
  expect(await axe(page)).toEqual([]);
});

step('the grid is written as a picture with its images', '1-saved', async (page) => {
  for (const [button, name, head] of [
    ['Save as SVG…', 'shapes.svg', '<svg'],
    ['Save as PNG…', 'shapes.png', '\u0089PNG'],
  ] as const) {
    await page.getByRole('button', { name: button }).click();
    await window.page.locator('.quick-input-widget input').waitFor();
    await window.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    const file = join(session.workspace, name);
    await expect.poll(() => readFile(file, 'latin1').catch(() => '')).toMatch(new RegExp(`^${head}`));
  }
  const svg = await readFile(join(session.workspace, 'shapes.svg'), 'utf8');
  expect(svg.match(/<image [^>]*href="data:image\/svg\+xml;base64,/g)).toHaveLength(15);
  expect(svg).toContain('>purple</text>');
});

step('an image leads to its item, whose kept file is shown', '2-item', async (page) => {
  await page.getByRole('button', { name: 'corners = 5, color = purple, item 8' }).click();
  const pane = page.getByRole('complementary', { name: 'Item 8', exact: true });
  await pane.locator('summary', { hasText: 'shape: shape.svg' }).click();
  await pane.getByRole('img', { name: 'shape: shape.svg' }).waitFor();
  expect(await axe(page)).toEqual([]);
});

step('series are drawn with one scale, over the axes that are chosen', '4-numbers', async (page) => {
  await page.getByLabel('Output', { exact: true }).selectOption('size');
  await page.getByLabel('Over', { exact: true }).selectOption('color');
  await page.getByRole('group', { name: /^Grid of size, 15 items/ }).waitFor();
  await page.getByText('size over color × corners; every series from -7.994 to 7.988').waitFor();
  await page.getByRole('button', { name: 'color = teal, corners = 8, item 12' }).waitFor();
  expect(await axe(page)).toEqual([]);
  await window.screenshot('grid-3-series');
  await page.getByLabel('As', { exact: true }).selectOption({ label: 'Scatter' });
  await page.getByRole('img', { name: /^Scatter plot of size over corners, 15 items/ }).waitFor();
});
