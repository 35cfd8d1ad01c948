import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFailed, test } from 'vitest';
import { openSession, type Session } from '../support/ui/session.ts';
import type { Window } from '../support/ui/window.ts';

/** A task of another system becomes one of ours, and runs. */

const PSYRUN = `from psyrun import Param

pspace = Param(a=[1, 2, 3], b=[4, 5, 6]) * Param(c=[7, 8])
max_jobs = 10


def execute(a, b, c):
    return {'result': a * b + c}
`;

let session: Session;
let window: Window;

beforeAll(async () => {
  session = await openSession({
    prepare: async (workspace) => {
      await mkdir(join(workspace, 'psy-tasks'));
      // The module stands for psyrun, which need not be installed to run its function.
      await writeFile(
        join(workspace, 'psy-tasks', 'psyrun.py'),
        'class Param(dict):\n    def __mul__(self, other):\n        return self\n',
      );
      await writeFile(join(workspace, 'psy-tasks', 'task_linear.py'), PSYRUN);
      await writeFile(join(workspace, 'psy-tasks', 'task_drawn.py'), 'pspace = load_space()\n');
    },
  });
  window = session.window;
});
afterAll(async () => session.close());

/** Chooses a system, then a file in the dialog of a browser's workbench. */
async function importFrom(system: RegExp, file: string): Promise<void> {
  const { page } = window;
  await window.command('Sweepdeck: Import From Another System…');
  await page.locator('.quick-input-list').getByRole('option', { name: system }).click();
  await page.locator('.quick-input-widget').getByRole('button', { name: 'Import', exact: true }).waitFor();
  await page.locator('.quick-input-widget input').fill(`${join(session.workspace, 'psy-tasks')}/`);
  await page.locator('.quick-input-list').getByRole('option', { name: file }).click();
}

test('a task of psyrun becomes a task file that says what has no equal, and runs', async () => {
  onTestFailed(() => window.screenshot('failed-import-1'));
  // Commands are in the palette when the extension is known to the workbench.
  await window.showSweeps();
  await importFrom(/^psyrun/, 'task_linear.py');
  await window.page.getByRole('tab', { name: /^linear\.sweep\.yaml/, selected: true }).waitFor();
  expect(await readFile(join(session.workspace, 'psy-tasks', 'linear.sweep.yaml'), 'utf8')).toContain(
    '# * max_jobs: items are handed out one by one.',
  );
  await window.lens(/^▶ Run 6$/).waitFor({ timeout: 60_000 });
  await window.screenshot('import-1-task');
  await window.lens(/^▶ Run 6$/).click();
  await window.lens(/^Up to date · 6 done$/).waitFor({ timeout: 60_000 });
});

test('what cannot be read is refused', async () => {
  onTestFailed(() => window.screenshot('failed-import-2'));
  await importFrom(/^psyrun/, 'task_drawn.py');
  await window.page.getByText('Nothing was imported from that file. The log says why.').first().waitFor();
  await window.screenshot('import-2-refused');
});
