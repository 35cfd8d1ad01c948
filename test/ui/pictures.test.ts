import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFailed, test } from 'vitest';
import { openSession, type Session } from '../support/ui/session.ts';

/**
 * What the pictures of the walkthrough, of README.md and of docs/ show: the way from a first task to its repair, in the dark and in the
 * light theme. docs/pictures.ts takes them from here.
 */

const TASK = `# How far may the step be stretched?
run: { python: pendulum:simulate }

parameters:
  damping: { min: 0.25, max: 5, step: 0.25 }
  dt: [0.02, 0.05, 0.1, 0.5]
  method: [euler, rk4]

cache: { stale: keep }
`;

const SIZE = { width: 800, height: 460 };

/** Nothing that is not ours: without a title bar, and with hovers below what they explain. */
const SETTINGS = {
  'window.commandCenter': false,
  'workbench.layoutControl.enabled': false,
  'window.menuBarVisibility': 'hidden',
  'editor.hover.above': false,
};

/** One task, whose items take long enough to be seen on their way. */
async function prepare(workspace: string): Promise<void> {
  for (const name of ['README.md', 'pendulum.mjs', 'pendulum-node.sweep.yaml']) await rm(join(workspace, name));
  await writeFile(join(workspace, 'pendulum.sweep.yaml'), TASK);
  await mkdir(join(workspace, '.vscode'));
  await writeFile(join(workspace, '.vscode', 'settings.json'), JSON.stringify(SETTINGS));
  const file = join(workspace, 'pendulum.py');
  const source = await readFile(file, 'utf8');
  await writeFile(
    file,
    source.replace('import math\n', 'import math\nimport time\n').replace('    count =', '    time.sleep(0.05)\n    count ='),
  );
}

/** The steps in order, each a picture of the window. */
async function journey({ window, workspace }: Session, picture: (name: string) => Promise<void>): Promise<void> {
  const { page } = window;
  await window.showSweeps();
  await window.row(/^pendulum, 160 items/).waitFor();
  await window.open('pendulum.sweep.yaml');
  await window.lens(/^▶ Run 160$/).waitFor();
  for (const count of ['×20', '×4', '×2']) await window.inlay(count).waitFor();
  await picture('write');

  await window.replace(TASK, 'method', 'methd');
  await page.locator('.squiggly-error').first().waitFor();
  await window.place(TASK, 'method');
  expect(await window.hover()).toContain('methd');
  await picture('check');
  await page.keyboard.press('Escape');
  await window.revert();

  await window.lens(/^▶ Run 160$/).click();
  await window.lens(/^Stop · [3-9]\d\/160/).waitFor();
  await picture('run');
  await window.lens(/^Stop · 1[0-4]\d\/160/).waitFor();
  await picture('running');
  await window.lens(/^↻ Rerun 3 failed$/).waitFor({ timeout: 60_000 });
  await window.expand(window.row(/^pendulum,[^]*157 of 160 done, 3 failed/));
  await window.expand(window.row(/Failed \(3\)/));
  await window.row(/damping=4\.5.*ValueError: unstable step/).waitFor();
  await picture('failed');

  await window.command('View: Close Primary Side Bar');
  await window.lens(/^Results$/).click();
  const results = window.webview();
  await results.getByText('160 items', { exact: true }).waitFor();
  await picture('look');
  await results.getByRole('button', { name: /^Failures/ }).press('Enter');
  await results.getByRole('heading', { name: /3 failed/ }).waitFor();
  await picture('failures');
  await results.getByRole('button', { name: 'Plot', exact: true }).press('Enter');
  await results.locator('.canvas').waitFor();
  await picture('plot');
  await page.setViewportSize({ ...SIZE, height: 620 });
  await picture('whole-plot');
  await page.setViewportSize(SIZE);

  await window.open('pendulum.py');
  await window.replace(await readFile(join(workspace, 'pendulum.py'), 'utf8'), 'SUBSTEPS = 1', 'SUBSTEPS = 4');
  await window.save();
  await picture('repair');
  await window.open('pendulum.sweep.yaml');
  await window.lens(/^↻ Rerun 3 failed$/).click();
  await window.lens(/^Up to date · 160 done$/).waitFor({ timeout: 60_000 });
  await picture('done');
}

test.each(['dark', 'light'] as const)('from a first task to its repair: %s', { timeout: 400_000 }, async (theme) => {
  const session = await openSession({ theme, size: SIZE, prepare });
  onTestFailed(() => session.window.screenshot(`failed-tour-${theme}`));
  try {
    await journey(session, async (name) => {
      await session.window.page.mouse.move(0, 0);
      await session.window.screenshot(`tour-${theme}-${name}`);
    });
  } catch (error) {
    await session.window.screenshot(`failed-tour-${theme}`);
    throw error;
  } finally {
    await session.close();
  }
});
