import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { axeViolations } from '../support/ui/axe.ts';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** Results as pictures: what is drawn without being asked, and what can be chosen. */

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await openSession();
  window = session.window;
});
afterAll(async () => session.close());

const step = stepsOf('plots', () => window);

/** The shown picture of a kind; a screen reader says its numbers. */
const picture = (kind: RegExp) => window.webview().getByRole('img', { name: kind });

async function filter(text: string): Promise<void> {
  const field = window.webview().getByLabel('Filter', { exact: true });
  await field.fill(text);
  await field.press('Enter');
}

/** How many colours the drawn layers have: an empty one has one. */
async function colours(page: FrameLocator): Promise<number> {
  return page.locator('.canvas canvas').evaluateAll((layers) => {
    const found = new Set<string>();
    for (const layer of layers) {
      if (!(layer instanceof HTMLCanvasElement)) continue;
      const data = layer.getContext('2d')?.getImageData(0, 0, layer.width, layer.height).data ?? new Uint8ClampedArray();
      for (let at = 0; at < data.length; at += 4) found.add(data.slice(at, at + 4).join(','));
    }
    return found.size;
  });
}

step('begin with parallel coordinates of three parameters, and the effect of each', '1-first', async () => {
  await window.open('pendulum.sweep.yaml');
  await window.lens(/^▶ Run 160$/).click();
  await window.lens(/^↻ Rerun 3 failed$/).waitFor({ timeout: 60_000 });
  await window.lens(/^Results$/).click();
  const page = window.webview();
  await page.getByRole('button', { name: 'Plot', exact: true }).press('Enter');
  await picture(/^Parallel coordinates of .*amplitude \[rad\], 157 items\. 160 lines, 3 of them failed items/).waitFor();
  expect(await page.getByRole('rowheader').count()).toBe(3);
  expect(await colours(page)).toBeGreaterThan(20);
});

step('draw a heat map where two parameters vary', '2-heat', async () => {
  await filter("method == 'rk4'");
  await picture(/^Heat map of the mean of amplitude \[rad\] over .*, 80 items\. Lowest/).waitFor();
  await expect.poll(() => colours(window.webview())).toBeGreaterThan(20);
});

step('draw a line with its band over one parameter, by a click on its effect', '3-line', async () => {
  await window.webview().getByRole('button', { name: 'Clear' }).click();
  await window.webview().getByRole('button', { name: 'damping', exact: true }).click();
  await picture(/^Line of the mean of amplitude \[rad\] over damping \[1\/s\], 157 items\. Lowest/).waitFor();
  await window
    .webview()
    .getByText(/mean ± standard deviation/)
    .waitFor();
});

step('are narrowed by a region, and refined there: values between those of the task file', '10-refined', async () => {
  const page = window.webview();
  const box = await page.locator('.canvas').boundingBox();
  if (!box) throw new Error('The picture has no place.');
  await window.page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await window.page.mouse.down();
  await window.page.mouse.move(box.x + box.width * 0.6, box.y + box.height * 0.6, { steps: 5 });
  await window.page.mouse.move(box.x + box.width * 0.75, box.y + box.height * 0.7, { steps: 5 });
  await window.page.mouse.up();
  await expect.poll(() => page.getByLabel('Filter', { exact: true }).inputValue()).toMatch(/^damping >= [\d.]+ and damping <= [\d.]+$/);
  await page.getByText(/^\d+ of 160 items$/).waitFor();
  await page.getByRole('button', { name: 'Refine here…' }).click();
  await window.page.getByRole('button', { name: 'Apply' }).first().waitFor();
  await window.screenshot('plots-10-preview');
  // Nothing is ticked yet: that this changes nothing is said.
  await window.page.getByRole('button', { name: 'Apply' }).first().click();
  await window.statusItem('Nothing was changed').waitFor();
  await page.getByRole('button', { name: 'Refine here…' }).click();
  await window.page.locator('.edit-checkbox').first().check();
  await window.page.getByRole('button', { name: 'Apply' }).first().click();
  await window.open('pendulum.sweep.yaml');
  await window.page.locator('.tab.active.dirty').waitFor();
  await window.lens(/^\+\d+ new · \d+ kept$/).waitFor({ timeout: 60_000 });
  await window.screenshot('plots-10-edited');
  await window.revert();
  await window.page.getByRole('tab', { name: /^Results: pendulum/ }).click();
  await page.getByRole('button', { name: 'Clear' }).click();
  await picture(/^Line of the mean of amplitude \[rad\] over damping \[1\/s\], 157 items/).waitFor();
});

step('draw another output, in another way', '4-output', async () => {
  const page = window.webview();
  await page.getByLabel('Output').selectOption('energy');
  await picture(/^Line of the mean of energy over damping/).waitFor();
  await page.getByLabel('As', { exact: true }).selectOption({ label: 'Scatter' });
  await picture(/^Scatter plot of energy over damping \[1\/s\], 157 items/).waitFor();
  const frame = await (await page.locator('body').elementHandle())?.ownerFrame();
  if (!frame) throw new Error('The results page has no frame.');
  expect(await axeViolations(frame)).toEqual([]);
});

step('draw a histogram of an output', '6-histogram', async () => {
  const page = window.webview();
  await page.getByLabel('As', { exact: true }).selectOption({ label: 'Histogram' });
  await picture(/^Histogram of energy, 157 items\. Most, \d+ items, between/).waitFor();
});

step('are narrowed by a brush on an axis of parallel coordinates', '7-brush', async () => {
  const page = window.webview();
  await page.getByLabel('As', { exact: true }).selectOption({ label: 'Parallel coordinates' });
  await picture(/^Parallel coordinates of/).waitFor();
  const box = await page.locator('.canvas').boundingBox();
  if (!box) throw new Error('The picture has no place.');
  // The first axis stands 48 pixels from the left edge, 56 from the top and 24 from the bottom.
  await window.page.mouse.move(box.x + 48, box.y + 80);
  await window.page.mouse.down();
  await window.page.mouse.move(box.x + 48, box.y + 120, { steps: 5 });
  await window.page.mouse.move(box.x + 48, box.y + 160, { steps: 5 });
  await window.page.mouse.up();
  await expect.poll(() => page.getByLabel('Filter', { exact: true }).inputValue()).toMatch(/^\w+ >= [\d.]+ and \w+ <= [\d.]+$/);
  await page.getByText(/^\d+ of 160 items$/).waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
});

step('are written as pictures to a file that the person chooses', '8-saved', async () => {
  const page = window.webview();
  for (const [button, name, head] of [
    ['Save as SVG…', 'pendulum.svg', '<svg'],
    ['Save as PNG…', 'pendulum.png', '\u0089PNG'],
  ] as const) {
    await page.getByRole('button', { name: button }).click();
    await window.page.locator('.quick-input-widget input').waitFor();
    await window.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    const file = join(session.workspace, name);
    await expect.poll(() => readFile(file, 'latin1').catch(() => ''), { timeout: 30_000 }).toMatch(new RegExp(`^${head}`));
  }
});

step('are added to the task file after a look at the edit, and drawn from there', '9-kept', async () => {
  const page = window.webview();
  await page.getByRole('button', { name: 'Save to task file…' }).click();
  await window.page.getByRole('button', { name: 'Apply' }).first().waitFor();
  await window.page.locator('.edit-checkbox').first().check();
  await window.page.getByRole('button', { name: 'Apply' }).first().click();
  await window.open('pendulum.sweep.yaml');
  await window.save();
  await window.page.keyboard.press('Control+End');
  await window.page.locator('.view-line', { hasText: 'kind: parallel, output: energy' }).waitFor();
  await window.page.getByRole('tab', { name: /^Results: pendulum/ }).click();
  await window.webview().getByLabel('From the task file').waitFor();
});

step('are painted again in the colours of another theme', '5-light', async () => {
  await window.webview().getByLabel('As', { exact: true }).selectOption({ label: 'Parallel coordinates' });
  await picture(/^Parallel coordinates/).waitFor();
  await window.screenshot('plots-5-dark');
  await mkdir(join(session.workspace, '.vscode'), { recursive: true });
  await writeFile(join(session.workspace, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': 'Default Light Modern' }));
  await window.page.locator('.monaco-workbench.vs').waitFor();
});
