import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { openSession, type Session } from '../support/ui/session.ts';
import type { Window } from '../support/ui/window.ts';

/** A person writes a task file from nothing to running, with completion and quick fixes only, in the real workbench. */

let session: Session;
let window: Window;

const FILE = 'swing.sweep.yaml';

/** What stands in the file at the end. */
const WRITTEN = `run:
  python: pendulum:simulate
parameters:
  damping: { min: 0, max: 1, num: 5 }
  dt: [0.01, 0.02]
  method: rk4
replicates: 2
`;

beforeAll(async () => {
  session = await openSession({ prepare: (workspace) => writeFile(join(workspace, FILE), '') });
  window = session.window;
});
afterAll(async () => session.close());

async function saved(): Promise<string> {
  await window.save();
  return readFile(join(session.workspace, FILE), 'utf8');
}

/** A new line at the beginning, whatever the editor has indented it by. */
async function topLine(): Promise<void> {
  await window.page.keyboard.press('Enter');
  await window.page.keyboard.press('Shift+Tab');
}

test('the empty file says what it needs, and completion writes the objective', async () => {
  onTestFailed(() => window.screenshot('failed-authoring-1'));
  await window.open(FILE);
  await window.page.locator('.monaco-editor .view-lines').first().click();
  await window.complete('run');
  await window.complete('python');
  await window.complete('pendulum');
  await window.page.keyboard.type(':');
  await window.complete('simulate');
  await window.screenshot('authoring-1-objective');
  expect(await saved()).toMatch(/^run:\n {2}python: pendulum:simulate\s*$/);
});

test('the arguments that the function needs are a problem, with a quick fix, and completed with axes', async () => {
  onTestFailed(() => window.screenshot('failed-authoring-2'));
  await topLine();
  await window.complete('parameters');
  await window.complete('damping');
  await window.complete('{ min, max, num }');
  await window.page.keyboard.press('Escape');
  await window.page.keyboard.press('End');
  await window.page.keyboard.press('Enter');
  await window.complete('dt');
  await window.page.keyboard.type('[0.01, 0.02]');
  await window.screenshot('authoring-2-missing');
  await window.page.keyboard.press('Control+Home');
  await window.page.keyboard.press('ArrowDown');
  await window.page.keyboard.press('ArrowDown');
  await window.quickFix('Add `method: ');
  await window.page.locator('.view-line').getByText('method', { exact: false }).last().waitFor();
});

test('a misspelt key is one problem, and its quick fix leaves a file that runs', async () => {
  onTestFailed(() => window.screenshot('failed-authoring-3'));
  const text = await saved();
  const value = /method: (.*)$/m.exec(text)?.[1] ?? '';
  if (value !== 'rk4') await window.replace(text, `method: ${value}`, 'method: rk4');
  await window.page.keyboard.press('Control+End');
  if (!text.endsWith('\n')) await topLine();
  await window.page.keyboard.type('replicats: 2');
  await window.page.locator('.squiggly-error').first().waitFor();
  // The bulb is for the word at the cursor.
  await window.page.keyboard.press('Home');
  await window.screenshot('authoring-3-mistake');
  await window.quickFix('Change to `replicates`');
  await window.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  expect((await saved()).trimEnd()).toBe(WRITTEN.trimEnd());
});

test('the lens runs it until it is up to date', async () => {
  onTestFailed(() => window.screenshot('failed-authoring-4'));
  await window.lens(/^▶ Run 20$/).click();
  await window.lens(/^Up to date · 20 done$/).waitFor({ timeout: 60_000 });
  await window.screenshot('authoring-4-up-to-date');
});
