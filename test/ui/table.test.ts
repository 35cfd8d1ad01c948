import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { axeViolations } from '../support/ui/axe.ts';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** The table of the results page: choosing rows, arranging columns, and what is done with them. */

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await openSession({ theme: 'light' });
  window = session.window;
  await window.open('pendulum.sweep.yaml');
  await window.lens(/^▶ Run 160$/).click();
  await window.lens(/^↻ Rerun 3 failed$/).waitFor({ timeout: 60_000 });
  await window.lens(/^Results$/).click();
  await window
    .webview()
    .getByText(/^160 items$/)
    .waitFor();
});
afterAll(async () => session.close());

const step = stepsOf('table', () => window);

async function frameOf(page: FrameLocator): Promise<Frame> {
  const handle = await page.locator('body').elementHandle();
  const frame = await handle?.ownerFrame();
  if (!frame) throw new Error('The results page has no frame.');
  return frame;
}

/** The names of the columns, from left to right. */
async function heads(page: FrameLocator): Promise<readonly string[]> {
  const texts = await page.getByRole('columnheader').locator('button').allTextContents();
  return texts.map((text) => text.replace(/ \[.*/, ''));
}

/** How many columns there are, drawn or not. */
async function columnCount(page: FrameLocator): Promise<string | null> {
  return page.getByRole('grid').getAttribute('aria-colcount');
}

const cell = (page: FrameLocator, row: number, text: string | RegExp) =>
  page.locator(`[role="row"][aria-rowindex="${row + 2}"]`).getByRole('gridcell', { name: text });

describe('columns', () => {
  step('show how their values are spread', '1-spread', async (page) => {
    await page.getByRole('img', { name: /^0\.25 to 5 · mean 2\.625 · median 2\.625/ }).waitFor();
    await page.getByRole('img', { name: /euler: 80 · rk4: 80 · 2 different/ }).waitFor();
    expect(await axeViolations(await frameOf(page))).toEqual([]);
  });

  step('are sorted by any of them, absent values last', '2-sorted', async (page) => {
    const head = page.getByRole('columnheader', { name: /^amplitude/ });
    await head.getByRole('button').click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('ascending');
    await head.getByRole('button').click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending');
    await head.getByRole('button').click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('none');
  });

  step('are moved, pinned and made wider by keyboard, and stay so in a new page', '3-arranged', async (page) => {
    const amplitude = page.getByRole('columnheader', { name: /^amplitude/ }).getByRole('button');
    await amplitude.press('Alt+ArrowLeft');
    await amplitude.press('Alt+Shift+ArrowRight');
    await page
      .getByRole('columnheader', { name: /^method/ })
      .getByRole('button')
      .press('Alt+p');
    await expect.poll(async () => (await heads(page)).slice(0, 6)).toEqual(['method', 'index', 'state', 'damping', 'dt', 'amplitude']);
    await window.close('Results: pendulum');
    await window.lens(/^Results$/).click();
    await window
      .webview()
      .getByText(/^160 items$/)
      .waitFor();
    expect((await heads(window.webview()))[0]).toBe('method');
  });

  step('may be only those in which rows differ', '4-differing', async (page) => {
    await page.getByText(/^Columns/).click();
    await page.getByRole('checkbox', { name: 'Only where rows differ' }).check();
    await window.screenshot('table-4-choice');
    await page.getByText(/^Columns/).click();
    await expect.poll(() => columnCount(page)).toBe('9');
    await page.getByText(/^Columns/).click();
    await page.getByRole('button', { name: 'All columns, as they come' }).click();
    await page.getByText(/^Columns/).click();
    await expect.poll(() => columnCount(page)).toBe('10');
  });
});

describe('rows', () => {
  step('are chosen by mouse and by keyboard', '5-chosen', async (page) => {
    await cell(page, 1, /^done/).click();
    await cell(page, 3, /^done/).click({ modifiers: ['Control'] });
    await page.getByText('2 items chosen').waitFor();
    await cell(page, 6, /^done/).click({ modifiers: ['Shift'] });
    await page.getByText('4 items chosen').waitFor();
    const grid = page.getByRole('grid');
    await grid.press('Control+a');
    await page.getByText('160 items chosen').waitFor();
    await grid.press('Escape');
    await page.getByText(/rows? chosen/).waitFor({ state: 'detached' });
    await grid.press('Home');
    for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown']) await grid.press(key);
    await page.getByText('3 items chosen').waitFor();
    expect(await axeViolations(await frameOf(page))).toEqual([]);
  });

  step('are compared in the diff editor', '6-compared', async (page) => {
    await page.getByRole('grid').press('Escape');
    await cell(page, 0, /^done/).click();
    await cell(page, 1, /^done/).click({ modifiers: ['Control'] });
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await window.page.locator('.monaco-diff-editor').waitFor();
    await window.screenshot('table-6-diff');
    await window.close('pendulum: ');
    await page.getByRole('grid').waitFor();
  });

  step('are deleted after a question, and restored', '7-deleted', async (page) => {
    await cell(page, 0, /^done/).click();
    await cell(page, 1, /^done/).click({ modifiers: ['Control'] });
    await page.getByRole('button', { name: 'Delete…' }).click();
    await window.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByText(/^2 pending$/).waitFor();
    await window.page.getByRole('button', { name: 'Restore' }).click();
    await page.getByText(/^157 done$/).waitFor();
  });

  step('are exported to a file that the person chooses', '8-exported', async (page) => {
    await page.getByRole('button', { name: 'Export…' }).click();
    await window.page.locator('.quick-input-widget input').waitFor();
    await window.page.locator('.quick-input-widget').getByRole('button', { name: 'OK' }).click();
    const file = join(session.workspace, 'pendulum.csv');
    const lines = async (): Promise<number> =>
      readFile(file, 'utf8').then(
        (text) => text.trimEnd().split('\n').length,
        () => 0,
      );
    await expect.poll(lines, { timeout: 30_000 }).toBe(161);
  });
});

describe('an item', () => {
  step('leads to the items beside it', '9-beside', async (page) => {
    await cell(page, 0, /^done/).click();
    const item = page.getByRole('complementary');
    await item.getByRole('heading', { name: /item 0/ }).waitFor();
    await item.getByRole('region', { name: 'Neighbours' }).getByText('dt = 0.02').waitFor();
    await page.getByRole('grid').press('Alt+ArrowRight');
    await item.getByRole('heading', { name: /item 8/ }).waitFor();
    await item.getByRole('button', { name: 'To dt = 0.05' }).click();
    await item.getByRole('heading', { name: /item 10/ }).waitFor();
    await item
      .getByRole('region', { name: 'Attempts' })
      .getByText(/^done in/)
      .waitFor();
    expect(await axeViolations(await frameOf(page))).toEqual([]);
  });
});

describe('a cause of failures', () => {
  step('becomes a constraint after a look at the edit', '10-constraint', async (page) => {
    await page.getByRole('button', { name: 'Failures (3)' }).click();
    await page.getByRole('button', { name: 'Add as constraint…' }).click();
    await window.page.getByRole('button', { name: 'Apply' }).first().waitFor();
    await window.page.locator('.edit-checkbox').first().check();
    await window.screenshot('table-10-preview');
    await window.page.getByRole('button', { name: 'Apply' }).first().click();
    await window.open('pendulum.sweep.yaml');
    // Lenses above the lines may have moved the end of the file out of view.
    await window.page.keyboard.press('Control+End');
    await window.page.locator('.view-line', { hasText: 'not (damping >= 4.5 and dt == 0.5' }).waitFor();
  });
});
