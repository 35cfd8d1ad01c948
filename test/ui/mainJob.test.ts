import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** The seven steps of the main job, in the real workbench, in one window. Screenshots lie in test-artifacts/screenshots. */

let session: Session;
let window: Window;
let task: string;

beforeAll(async () => {
  session = await openSession({
    prepare: async (workspace) => {
      await slowDown(join(workspace, 'pendulum.py'), join(workspace, 'pendulum.txt'));
      await addLongSweep(workspace);
    },
  });
  window = session.window;
  task = await readFile(join(session.workspace, 'pendulum.sweep.yaml'), 'utf8');
});
afterAll(async () => session.close());

/** Makes a point of the pendulum take 50 ms longer, so that its progress can be seen, and leave a line in a file. */
async function slowDown(file: string, witness: string): Promise<void> {
  const source = await readFile(file, 'utf8');
  const before = `    time.sleep(0.05)\n    open(${JSON.stringify(witness)}, "a").write(f"{damping} {dt} {method}\\n")\n`;
  await writeFile(
    file,
    source.replace('import math\n', 'import math\nimport time\n').replace('    count = round(', `${before}    count = round(`),
  );
}

async function linesOf(witness: string): Promise<readonly string[]> {
  return (await readFile(join(session.workspace, witness), 'utf8')).trim().split('\n');
}

/** 400 items of 120 ms, longer than any reload takes, that leave a line in a file each time they are executed. */
async function addLongSweep(workspace: string): Promise<void> {
  await writeFile(join(workspace, 'long.sweep.yaml'), LONG_TASK);
  await writeFile(join(workspace, 'long.mjs'), longObjective(join(workspace, 'witness.txt')));
}

const LONG_TASK = `version: 1
name: long
run:
  node: ./long.mjs#work
parameters:
  i: { min: 1, max: 400, step: 1, type: int }
execution: { workers: 2 }
`;

/** The witness is named by its whole path: a file that the objective names relative to itself would belong to its fingerprint. */
function longObjective(witness: string): string {
  return `import { appendFileSync } from 'node:fs';
export async function work({ i }) {
  appendFileSync(${JSON.stringify(witness)}, i + '\\n');
  await new Promise((resolve) => setTimeout(resolve, 120));
  return { double: 2 * i };
}
`;
}

const step = stepsOf('mainJob', () => window);

describe('the main job', () => {
  step('1: a folder with task files shows them; a task file is coloured and has lenses and counts', '1-open', async () => {
    await window.showSweeps();
    await window.row(/^pendulum, 160 items/).waitFor();
    await window.open('pendulum.sweep.yaml');
    await window.lens(/^▶ Run 160$/).waitFor();
    for (const count of ['×20', '×4', '×2']) await window.inlay(count).waitFor();
    const colours = await window.page
      .locator('.view-line span[class*="mtk"]')
      .evaluateAll((spans) => new Set(spans.map((span) => getComputedStyle(span).color)).size);
    expect(colours).toBeGreaterThanOrEqual(4);
  });

  describe('2: a mistake shows one diagnostic within a second', () => {
    const mistakes = [
      { name: 'a misspelt key', text: 'description: Fixed', by: 'descripton: Fixed' },
      { name: 'min above max', text: 'min: 0.25, max: 5', by: 'min: 7.25, max: 5' },
      { name: 'a value outside the schema', text: '[0.02,', by: '[20,' },
      { name: 'an unknown name in a constraint', text: 'cache:', by: 'constraints: [dampin < 4]\ncache:' },
      { name: 'a function that does not exist', text: 'pendulum:simulate', by: 'pendulum:simulte' },
    ];
    for (const [index, { name, text, by }] of mistakes.entries()) {
      step(name, `2-mistake-${index + 1}`, async () => {
        await window.open('pendulum.sweep.yaml');
        await window.replace(task, text, by);
        await window.page.locator('.squiggly-error').first().waitFor({ timeout: 1000 });
        expect(await window.page.locator('.squiggly-error').count()).toBe(1);
        await window.revert();
        await window.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
      });
    }

    step('and the quick fix of a misspelt key mends it', '2-quick-fix', async () => {
      await window.open('pendulum.sweep.yaml');
      await window.replace(task, 'description', 'descripton');
      await window.page.locator('.squiggly-error').first().waitFor();
      await window.quickFix('description');
      await window.page.locator('.view-line').getByText('description', { exact: true }).first().waitFor();
      await window.page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
      await window.revert();
    });
  });

  step('3: the lens runs the sweep, with progress in lens, tree and status bar', '3-done', async () => {
    await window.showSweeps();
    await window.open('pendulum.sweep.yaml');
    await window.lens(/^▶ Run 160$/).click();
    await Promise.all([
      window.lens(/^Stop · \d+\/160/).waitFor(),
      window.statusItem(/sweep \d+\/160/).waitFor(),
      window
        .row(/^pendulum,/)
        .locator('.codicon-loading')
        .waitFor(),
    ]);
    await window.screenshot('3-running');
    await window.lens(/^↻ Rerun 3 failed$/).waitFor({ timeout: 60_000 });
  });

  step('4: the tree shows what failed, and an item shows its parameters, error and log', '4-item', async () => {
    await window.expand(window.row(/^pendulum,[^]*157 of 160 done, 3 failed/));
    await window.expand(window.row(/Failed \(3\)/));
    const item = window.row(/damping=4\.5.*ValueError: unstable step/);
    await item.waitFor();
    await window.screenshot('4-tree');
    await item.click();
    await window.page
      .locator('.view-lines')
      .getByText(/ValueError/)
      .first()
      .waitFor();
    await window.page
      .locator('.view-lines')
      .getByText(/damping/)
      .first()
      .waitFor();
  });

  step('5: the results page has all items, sorts and filters them', '5-filtered', async () => {
    await window.open('pendulum.sweep.yaml');
    await window.lens(/^Results$/).click();
    const page = window.webview();
    await page.getByRole('grid').waitFor();
    await page.getByText(/^160 items$/).waitFor();
    await window.screenshot('5-results');
    await page.getByRole('columnheader', { name: /amplitude/ }).click();
    await page.getByRole('textbox', { name: 'Filter' }).fill("state == 'failed'");
    await page.getByRole('textbox', { name: 'Filter' }).press('Enter');
    await page.getByText(/^3 of 160 items$/).waitFor();
    await page
      .getByRole('row', { name: /ValueError|unstable/ })
      .first()
      .waitFor();
  });

  step('6: after the repair exactly the failed items run again, then all is up to date', '6-up-to-date', async () => {
    const source = await readFile(join(session.workspace, 'pendulum.py'), 'utf8');
    await window.open('pendulum.py');
    await window.replace(source, 'SUBSTEPS = 1', 'SUBSTEPS = 4');
    await window.save();
    await window.open('pendulum.sweep.yaml');
    await window.lens(/^↻ Rerun 3 failed$/).click();
    await window.lens(/^Up to date · 160 done$/).waitFor({ timeout: 30_000 });
    const executed = await linesOf('pendulum.txt');
    expect(executed.slice(160).toSorted()).toEqual(['4.5 0.5 euler', '4.75 0.5 euler', '5.0 0.5 euler']);
  });

  step('7: a reload in the middle of a sweep attaches to the same runner', '7-reloaded', async () => {
    await window.open('long.sweep.yaml');
    await window.lens(/^▶ Run 400$/).click();
    await window.lens(/^Stop · [1-9]\d*\/400/).waitFor();
    await window.page.reload();
    await window.page.getByRole('tab', { name: 'Sweepdeck', exact: true }).waitFor();
    const shown = performance.now();
    await window.statusItem(/sweep \d+\/400/).waitFor();
    // The promise is 3 s on a machine of its own, and is measured there (F18); here other tests run as well.
    console.log(`The truth was shown ${((performance.now() - shown) / 1000).toFixed(1)} s after the reloaded workbench.`);
    await window.screenshot('7-attached');
    await window.open('long.sweep.yaml');
    await window.lens(/^Up to date · 400 done$/).waitFor({ timeout: 60_000 });
    const executed = await linesOf('witness.txt');
    expect(new Set(executed).size).toBe(400);
    expect(executed).toHaveLength(400);
  });
});
