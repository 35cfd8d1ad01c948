import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, onTestFailed, test } from 'vitest';
import type { Theme } from '../support/host/profile.ts';
import { axeViolations } from '../support/ui/axe.ts';
import { openSession, type SessionOptions } from '../support/ui/session.ts';
import type { Window } from '../support/ui/window.ts';

/** The results page where looks break first: pictures for a person to look at, and axe's rules in each. */

const LONG = 'a_name_that_is_longer_than_anybody_would_want_to_read_in_the_head_of_a_column';

const WIDE = {
  run: { node: './wide.mjs#run' },
  parameters: {
    ...Object.fromEntries(Array.from({ length: 296 }, (_, at) => [`p${at}`, at % 3 === 0 ? at : `value ${at}`])),
    [LONG]: [1, 2, 3],
    rate: [0.1, 0.01],
    text: ['a value that goes on and on, much longer than the column that it stands in could ever be', 'short'],
    fails: [false, true],
  },
  replicates: 3,
  hypotheses: [{ name: `${LONG} matters`, expect: `loss[${LONG}=1] < loss[${LONG}=3]` }],
};
const FAILS = { run: { node: './wide.mjs#fail' }, parameters: { n: { min: 1, max: 30, step: 1 } } };
const SLOW = { run: { node: './wide.mjs#slow' }, parameters: { n: { min: 1, max: 30, step: 1 } }, execution: { workers: 1 } };
const OBJECTIVE = `import { setTimeout as wait } from 'node:timers/promises';
export function run({ ${LONG}: long, rate, fails, ...others }, { replicate }) {
  if (fails && replicate === 0) throw new Error('it failed, and says so in a sentence that is much longer than the room that the table has for it');
  return { loss: long * rate + replicate / 100, curve: Array.from({ length: 50 }, (_, at) => rate / (at + 1)), others: Object.keys(others).length };
}
export function fail({ n }) { throw new RangeError('no ' + n); }
export async function slow({ n }) { await wait(60_000); return n; }
`;

async function prepare(workspace: string): Promise<void> {
  for (const [name, task] of Object.entries({ wide: WIDE, fails: FAILS, slow: SLOW }))
    await writeFile(join(workspace, `${name}.sweep.yaml`), JSON.stringify({ version: 1, name, ...task }, undefined, 1));
  await writeFile(join(workspace, 'wide.mjs'), OBJECTIVE);
}

async function inSession(options: SessionOptions, body: (window: Window) => Promise<void>): Promise<void> {
  const session = await openSession({ ...options, prepare });
  onTestFailed(() => session.window.screenshot(`failed-looks-${options.theme ?? 'dark'}`));
  try {
    await body(session.window);
  } catch (error) {
    await session.window.screenshot(`failed-looks-${options.theme ?? 'dark'}`);
    throw error;
  } finally {
    await session.close();
  }
}

async function axe(page: FrameLocator): Promise<readonly string[]> {
  const frame = await (await page.locator('body').elementHandle())?.ownerFrame();
  if (!frame) throw new Error('The results page has no frame.');
  return axeViolations(frame);
}

/** Icons are drawn by a font, which may come after the text. */
async function fonts(page: FrameLocator): Promise<void> {
  await page.locator('body').evaluate(() => document.fonts.ready.then(() => undefined));
}

async function results(window: Window, file: string): Promise<FrameLocator> {
  await window.open(file);
  await window.lens(/^Results$/).click();
  await window.webview().getByRole('grid').waitFor();
  await fonts(window.webview());
  return window.webview();
}

/** Each part of the page with 300 parameters, replicates and long texts. */
async function wideParts(window: Window, theme: string): Promise<void> {
  await window.open('wide.sweep.yaml');
  await window.lens(/^▶ Run 72$/).click();
  await window.lens(/^↻ Rerun 12 failed$/).waitFor({ timeout: 60_000 });
  const page = await results(window, 'wide.sweep.yaml');
  await page.getByText('72 items in 24 rows').waitFor();
  await page
    .getByRole('gridcell', { name: /^\d failed, \d done$/ })
    .first()
    .waitFor();
  await window.screenshot(`looks-${theme}-table`);
  expect(await axe(page)).toEqual([]);
  await page.getByRole('grid').press('ArrowDown');
  await page.getByRole('grid').press('Enter');
  await page.getByRole('complementary').getByRole('region', { name: 'Parameters' }).waitFor();
  await window.screenshot(`looks-${theme}-item`);
  expect(await axe(page)).toEqual([]);
  for (const [part, ready] of [
    ['Plot', page.locator('.canvas')],
    [/^Failures/, page.getByRole('heading', { name: /12 failed/ })],
    ['Statistics', page.getByRole('table').first()],
  ] as const) {
    await page.getByRole('button', { name: part, exact: typeof part === 'string' }).press('Enter');
    await ready.waitFor();
    await window.screenshot(`looks-${theme}-${typeof part === 'string' ? part.toLowerCase() : 'failures'}`);
    expect(await axe(page)).toEqual([]);
  }
}

/** All failed, nothing there, 200 % zoom, running. */
async function states(window: Window, theme: string): Promise<void> {
  await window.open('fails.sweep.yaml');
  await window.lens(/^▶ Run 30$/).click();
  await window.lens(/^↻ Rerun 30 failed$/).waitFor({ timeout: 60_000 });
  const page = await results(window, 'fails.sweep.yaml');
  await page.getByText('30 items', { exact: true }).waitFor();
  await window.screenshot(`looks-${theme}-all-failed`);
  expect(await axe(page)).toEqual([]);
  const field = page.getByLabel('Filter', { exact: true });
  await field.fill('n > 99');
  await field.press('Enter');
  await page.getByText('No item fits the filter.').waitFor();
  await window.screenshot(`looks-${theme}-no-rows`);
  expect(await axe(page)).toEqual([]);
  await page.getByRole('button', { name: 'Plot', exact: true }).press('Enter');
  await page.getByText('No item fits the filter.').waitFor();
  await window.screenshot(`looks-${theme}-no-plot`);
  await window.page.setViewportSize({ width: 640, height: 400 });
  await page.getByRole('button', { name: 'Table', exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Clear' }).press('Enter');
  await page.getByRole('grid').press('Home');
  await page.getByRole('grid').press('Enter');
  await page.getByRole('complementary').waitFor();
  await window.screenshot(`looks-${theme}-zoom`);
  expect(await axe(page)).toEqual([]);
  await window.page.setViewportSize({ width: 1280, height: 800 });
  await window.open('slow.sweep.yaml');
  await window.lens(/^▶ Run 30$/).click();
  await window.lens(/^Stop/).waitFor();
  const slow = await results(window, 'slow.sweep.yaml');
  await slow.getByRole('gridcell', { name: 'running' }).waitFor();
  await window.screenshot(`looks-${theme}-running`);
  expect(await axe(slow)).toEqual([]);
  await slow.getByRole('button', { name: 'Stop' }).press('Enter');
  await slow.getByRole('progressbar').waitFor({ state: 'detached' });
}

/** A check that decides about a change looks at one of them. */
const THEMES: readonly Theme[] = process.env['CI'] ? ['contrast'] : ['contrast', 'contrastLight', 'light'];

test.each(THEMES)('300 parameters, long names, failures, no rows, zoom: %s', { timeout: 400_000 }, async (theme) => {
  await inSession({ theme }, async (window) => {
    await wideParts(window, theme);
    await states(window, theme);
  });
});
