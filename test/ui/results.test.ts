import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame, FrameLocator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { axeViolations } from '../support/ui/axe.ts';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** How results come back: into the task file, to the line that raised, and on the results page. */

let session: Session;
let window: Window;
let task: string;

beforeAll(async () => {
  session = await openSession();
  window = session.window;
  task = await readFile(join(session.workspace, 'pendulum.sweep.yaml'), 'utf8');
});
afterAll(async () => session.close());

const step = stepsOf('results', () => window);

/** The Problems view. */
async function showProblems(): Promise<void> {
  const panel = window.page.locator('.markers-panel-container');
  if (!(await panel.isVisible())) await window.page.keyboard.press('Control+Shift+M');
  await panel.waitFor();
}

const problem = (text: RegExp) => window.page.locator('.markers-panel-container .monaco-list-row', { hasText: text });

/** The cursor on a text of the shown editor, which is not changed by it. */
async function goTo(source: string, text: string): Promise<void> {
  const before = source.slice(0, source.indexOf(text));
  await window.page.keyboard.press('Control+G');
  await window.page.locator('.quick-input-widget input').fill(`:${before.split('\n').length}:${before.length - before.lastIndexOf('\n')}`);
  await window.page.keyboard.press('Enter');
  await window.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

async function frameOf(page: FrameLocator): Promise<Frame> {
  const handle = await page.locator('body').elementHandle();
  const frame = await handle?.ownerFrame();
  if (!frame) throw new Error('The results page has no frame.');
  return frame;
}

async function theme(name: string): Promise<void> {
  await mkdir(join(session.workspace, '.vscode'), { recursive: true });
  await writeFile(join(session.workspace, '.vscode', 'settings.json'), JSON.stringify({ 'workbench.colorTheme': name }));
  const kind = name.includes('Light') ? 'hc-light' : 'hc-black';
  await window.page.locator(`.monaco-workbench.${kind}`).waitFor();
}

describe('results come back', () => {
  step('into the task file: lenses at the values that fail, and problems at the name and the values', '1-file', async () => {
    await window.open('pendulum.sweep.yaml');
    await window.lens(/^▶ Run 160$/).click();
    await window.lens(/^↻ Rerun 3 failed$/).waitFor({ timeout: 60_000 });
    await expect.poll(() => window.lens(/^3 failed$/).count(), { timeout: 20_000 }).toBe(2);
    await showProblems();
    await problem(/^3 of 160 items failed: ValueError: unstable step/).waitFor();
    await problem(/no successful one, have damping >= 4\.5 and dt == 0\.5 and method == 'euler'/).waitFor();
    await problem(/All 3 failed items have dt = 0\.5/).waitFor();
    await problem(/All 3 failed items have method = euler/).waitFor();
  });

  step('to the line of the source that raised', '2-source', async () => {
    await problem(/^ValueError: unstable step.*\(damping=.*dt=0\.5, method=euler and 2 others\)/)
      .first()
      .click();
    await window.page.locator('[role="tab"][aria-selected="true"]').getByText('pendulum.py').waitFor();
    await window.page.locator('.squiggly-info').first().waitFor();
    await window.lens(/^sweep pendulum · 157 done · 3 failed$/).waitFor();
  });

  step('and from the task file to the items, by a code action', '3-action', async () => {
    await window.open('pendulum.sweep.yaml');
    await goTo(task, '0.5]');
    await window.quickFix('Show the failed items');
    const page = window.webview();
    await page.getByText(/^3 of 160 items$/).waitFor();
    expect(await page.getByLabel('Filter', { exact: true }).inputValue()).toBe("state == 'failed' and dt == 0.5");
    await window.page.keyboard.press('Control+J');
  });
});

describe('the results page', () => {
  step('groups failures by cause, and leads to their items', '4-failures', async () => {
    const page = window.webview();
    await page.getByRole('button', { name: 'Failures (3)' }).click();
    await page.getByRole('heading', { name: '3 failed, 1 cause' }).waitFor();
    await page.getByText("damping >= 4.5 and dt == 0.5 and method == 'euler'").waitFor();
    expect(await axeViolations(await frameOf(page))).toEqual([]);
    await window.screenshot('results-4-causes');
    await page.getByRole('button', { name: /^Filter the table to 3 items with ValueError/ }).click();
    await page.getByText(/^3 of 160 items$/).waitFor();
  });

  step('narrows the filter by a value, by mouse and by keyboard', '5-narrow', async () => {
    const page = window.webview();
    const filter = page.getByLabel('Filter', { exact: true });
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText(/^160 items$/).waitFor();
    const cell = page.getByRole('gridcell', { name: /^euler/ }).first();
    await cell.hover();
    await cell.getByRole('button').click();
    await page.getByText(/^80 of 160 items$/).waitFor();
    expect(await filter.inputValue()).toBe("method == 'euler'");
    await page.getByRole('grid').focus();
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'ArrowRight']) await page.getByRole('grid').press(key);
    await page.getByRole('grid').press('f');
    await page.getByText(/^20 of 160 items$/).waitFor();
    expect(await filter.inputValue()).toBe("method == 'euler' and dt == 0.02");
  });

  step('hides columns, keeps them hidden, and copies the rows that are left', '6-columns', async () => {
    const page = window.webview();
    await page.getByText(/^Columns$/).click();
    await page.getByRole('checkbox', { name: 'energy' }).uncheck();
    await page.getByRole('checkbox', { name: 'error' }).uncheck();
    await window.screenshot('results-6-choice');
    await page.getByText(/^Columns \(2 hidden\)$/).click();
    expect(await page.getByRole('columnheader', { name: /energy/ }).count()).toBe(0);
    await page.getByRole('button', { name: 'Copy as CSV' }).click();
    await page.getByText('20 rows were copied.').waitFor();
    const text = await window.page.evaluate(() => navigator.clipboard.readText());
    const lines = text.trimEnd().split('\n');
    expect(lines[0]).toMatch(/^index,state,damping,dt,method,amplitude,steps/);
    expect(lines).toHaveLength(21);
    expect(await axeViolations(await frameOf(page))).toEqual([]);
  });

  step('leads from a traceback to its source', '7-trace', async () => {
    const page = window.webview();
    await page.getByRole('button', { name: /^Failures/ }).click();
    await page.getByRole('button', { name: /^First: damping=/ }).click();
    await page
      .getByRole('complementary')
      .getByRole('heading', { name: /ValueError: unstable step/ })
      .waitFor();
    expect(await axeViolations(await frameOf(page))).toEqual([]);
    await page
      .getByRole('complementary')
      .getByRole('button', { name: /pendulum\.py", line/ })
      .last()
      .click();
    await window.page.locator('[role="tab"][aria-selected="true"]').getByText('pendulum.py').waitFor();
  });

  step('is readable in high contrast, and at 200 %', '8-contrast', async () => {
    await window.open('pendulum.sweep.yaml');
    await window.page.keyboard.press('Control+Home');
    await window.lens(/^Results$/).click();
    await theme('Default High Contrast');
    await window.screenshot('results-8-dark');
    await theme('Default High Contrast Light');
    await window.screenshot('results-8-light');
    await window.page.setViewportSize({ width: 640, height: 480 });
    await window.screenshot('results-8-narrow');
    await window.webview().getByRole('button', { name: 'Table', exact: true }).click();
    await window.screenshot('results-8-narrow-table');
    await window.page.setViewportSize({ width: 1280, height: 800 });
  });
});

step('what was said is gone when its cause is gone', '9-gone', async () => {
  const file = join(session.workspace, 'pendulum.py');
  await writeFile(file, (await readFile(file, 'utf8')).replace('SUBSTEPS = 1', 'SUBSTEPS = 4'));
  await window.open('pendulum.sweep.yaml');
  await window.page.keyboard.press('Control+Home');
  await window.lens(/^↻ Rerun 3 failed$/).click();
  await window.lens(/^Up to date · 160 done$/).waitFor({ timeout: 30_000 });
  await showProblems();
  for (const text of [/items failed/, /failed items have/, /ValueError/])
    await expect.poll(() => problem(text).count(), { timeout: 10_000 }).toBe(0);
  await expect.poll(() => window.lens(/^\d+ failed$/).count(), { timeout: 10_000 }).toBe(0);
});
