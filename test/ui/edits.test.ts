import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { openSession, type Session } from '../support/ui/session.ts';
import type { Window } from '../support/ui/window.ts';

/** What an edit does to stored results: seen before it is saved, and kept when a parameter is renamed. */

const FILE = 'free.sweep.yaml';
const TASK = 'run: { node: ./free.mjs#f }\nparameters:\n  mu: [1, 2, 3]\n  dt: [1, 2]\n';

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await openSession({
    prepare: async (workspace) => {
      await writeFile(join(workspace, FILE), TASK);
      await writeFile(join(workspace, 'free.mjs'), 'export const f = (p) => ({ y: Object.keys(p).length });\n');
    },
  });
  window = session.window;
});
afterAll(async () => session.close());

test('an edit that is not saved says in a lens what it does to results', async () => {
  onTestFailed(() => window.screenshot('failed-edits-1'));
  await window.open(FILE);
  await window.lens(/^▶ Run 6$/).click();
  await window.lens(/^Up to date · 6 done$/).waitFor({ timeout: 60_000 });
  await window.replace(TASK, '1, 2, 3', '1, 2, 4, 5');
  await window.lens(/^\+4 new · −2 orphaned · 4 kept$/).waitFor({ timeout: 60_000 });
  await window.screenshot('edits-1-preview');
  await window.lens(/^\+4 new/).click();
  await window.page.getByText('2 stored results would become orphans').first().waitFor();
  await window.revert();
  await window.lens(/^\+4 new/).waitFor({ state: 'hidden', timeout: 60_000 });
});

test('a rename offers to keep the results under the new name, and nothing runs again', async () => {
  onTestFailed(() => window.screenshot('failed-edits-2'));
  const { page } = window;
  // The same text again: the cursor stands at the name.
  await window.replace(TASK, 'mu', 'mu');
  await window.save();
  await page.keyboard.press('F2');
  await page.locator('.rename-box input').fill('nu');
  await page.keyboard.press('Enter');
  await page.locator('.view-line', { hasText: 'nu:' }).waitFor();
  await window.save();
  await page.getByText('The rename leaves 6 stored results behind').first().waitFor({ timeout: 60_000 });
  await window.screenshot('edits-2-offer');
  await page.getByRole('button', { name: /^Keep Under the New Name/ }).click();
  const modal = page.getByRole('dialog').filter({ hasText: 'Keep 6 stored results under the new name?' });
  await modal.getByText('mu → nu').waitFor();
  await modal.getByRole('button', { name: 'Keep', exact: true }).click();
  await window.lens(/^Up to date · 6 done$/).waitFor({ timeout: 60_000 });
  await window.screenshot('edits-3-kept');
  expect(await readFile(join(session.workspace, FILE), 'utf8')).toBe(TASK.replace('mu', 'nu'));
});
