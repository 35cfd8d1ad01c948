import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { openSession, type Session } from '../support/ui/session.ts';
import { stepsOf } from '../support/ui/steps.ts';
import type { Window } from '../support/ui/window.ts';

/** What is done to stored results from the sidebar. */

const SLOW = 'run: { python: slow:nap }\nparameters: { n: { min: 1, max: 200, step: 1 } }\nexecution: { workers: 2 }\n';

let session: Session;
let window: Window;

beforeAll(async () => {
  // The example keeps its stale results; here they are what this is about.
  session = await openSession({
    prepare: async (workspace) => {
      const file = join(workspace, 'pendulum.sweep.yaml');
      await writeFile(file, (await readFile(file, 'utf8')).replace('stale: keep', 'stale: run'));
      await writeFile(join(workspace, 'slow.py'), 'import time\n\n\ndef nap(n):\n    time.sleep(0.3)\n    return n\n');
      await writeFile(join(workspace, 'slow.sweep.yaml'), SLOW);
    },
  });
  window = session.window;
});
afterAll(async () => session.close());

const step = stepsOf('manage', () => window);

const failedItems = () => window.row(/ValueError: unstable step/);
/** A row that is drawn anew between the press and the release of the button takes no click: then again. */
async function tick(box: Locator, wanted: boolean): Promise<void> {
  await expect
    .poll(async () => {
      if ((await box.isChecked()) !== wanted) await box.click();
      return box.isChecked();
    })
    .toBe(wanted);
}

const modal = () => window.page.getByRole('dialog');

async function answer(text: string): Promise<void> {
  const input = window.page.locator('.quick-input-widget input');
  await input.waitFor();
  await input.fill(text);
  await input.press('Enter');
}

describe('stored results', () => {
  step('failures that nobody has looked at are counted on the icon, until their task is opened', '1-badge', async () => {
    await window.showSweeps();
    await window.open('pendulum.sweep.yaml');
    await window.lens(/^▶ Run 160$/).click();
    await window.lens(/^↻ Rerun 3 failed$/).waitFor({ timeout: 60_000 });
    const badge = window.page.locator('.activitybar .badge-content', { hasText: /^3$/ });
    await badge.waitFor();
    await window.screenshot('manage-1-unseen');
    await window.expand(window.row(/^pendulum,[^]*157 of 160 done, 3 failed/));
    await badge.waitFor({ state: 'hidden' });
  });

  step('several items are tagged together', '2-tags', async () => {
    await window.expand(window.row(/Failed \(3\)/));
    await failedItems().first().click();
    await failedItems()
      .nth(1)
      .click({ modifiers: ['ControlOrMeta'] });
    await window.menu(failedItems().first(), 'Edit Tags…');
    await answer('look, unstable');
    await failedItems().nth(1).click();
    await window.page
      .locator('.view-lines')
      .getByText(/look,\sunstable/)
      .first()
      .waitFor();
  });

  step('items whose boxes are ticked are meant together', '2-ticked', async () => {
    const box = (at: number) => failedItems().nth(at).getByRole('checkbox');
    await tick(box(0), true);
    await tick(box(2), true);
    await window.screenshot('manage-2-boxes');
    await window.menu(failedItems().nth(2), 'Edit Tags…');
    await window.page.getByText('Tags of 2 items').waitFor();
    await answer('ticked');
    await failedItems().nth(0).click();
    await window.page
      .locator('.view-lines')
      .getByText(/unstable,\sticked|ticked/)
      .first()
      .waitFor();
    await tick(box(0), false);
    await tick(box(2), false);
  });

  step('the box of a group ticks all of its items, and a button unticks whatever is ticked', '2-group', async () => {
    const boxes = [0, 1, 2].map((at) => failedItems().nth(at).getByRole('checkbox'));
    const group = window.row(/Failed \(3\)/).getByRole('checkbox');
    const are = (ticked: boolean) => expect.poll(() => Promise.all(boxes.map((box) => box.isChecked()))).toEqual([ticked, ticked, ticked]);
    await tick(group, true);
    await are(true);
    const [first] = boxes;
    if (!first) throw new Error('The group has no items.');
    await tick(first, false);
    await expect.poll(() => group.isChecked()).toBe(false);
    await tick(first, true);
    await expect.poll(() => group.isChecked()).toBe(true);
    await window.screenshot('manage-2-group-ticked');
    const untick = window.page.getByRole('button', { name: 'Untick All Items' });
    await failedItems().first().hover();
    await untick.click();
    await are(false);
    await expect.poll(() => group.isChecked()).toBe(false);
    await untick.waitFor({ state: 'detached' });
  });

  step('a deletion is asked for with its counts, and can be taken back', '3-deleted', async () => {
    await window.menu(window.row(/Failed \(3\)/), 'Delete Results…');
    await modal()
      .getByText(/Delete the results of 3 items\?/)
      .waitFor();
    await window.screenshot('manage-3-question');
    await modal().getByRole('button', { name: 'Delete' }).click();
    await window.row(/^pendulum,[^]*157 of 160 done, 3 pending/).waitFor();
    await window.page.getByRole('button', { name: 'Restore' }).click();
    await window.row(/^pendulum,[^]*157 of 160 done, 3 failed/).waitFor();
  });

  step('after an edit an item says which function made it stale, and stale results can be accepted', '4-stale', async () => {
    const source = await readFile(join(session.workspace, 'pendulum.py'), 'utf8');
    await window.open('pendulum.py');
    await window.replace(source, 'SUBSTEPS = 1', 'SUBSTEPS = 2');
    await window.save();
    await window.open('pendulum.sweep.yaml');
    await window.lens(/^why\?$/).click();
    await window.page
      .locator('.view-lines')
      .getByText(/code:pendulum\.py\shas\schanged/)
      .first()
      .waitFor();
    await window.screenshot('manage-4-why');
    await window.menu(window.row(/Stale \(157\)/), 'Accept Stale Results…');
    await modal().getByRole('button', { name: 'Accept' }).click();
    await window.row(/^pendulum,[^]*157 of 160 done, 3 failed/).waitFor();
  });
});

describe('a sweep that runs', () => {
  const activity = (name: RegExp) => window.page.getByRole('tree', { name: /Activity/ }).getByRole('treeitem', { name });

  step('shows in Activity what each worker has in hand, is paused and goes on', '5-paused', async () => {
    await window.open('slow.sweep.yaml');
    await window.lens(/^▶ Run 200$/).click();
    await window.expand(activity(/^slow, running/));
    await activity(/^n=\d+, running, in worker 1/).waitFor();
    await activity(/^n=\d+, running, in worker 2/).waitFor();
    await window.screenshot('manage-5-workers');
    await window.menu(activity(/^slow, running/), 'Pause Sweep');
    await window.lens(/^Stop · \d+\/200 · paused$/).waitFor();
    await activity(/in worker/)
      .first()
      .waitFor({ state: 'detached' });
    await window.screenshot('manage-5-held');
    await window.lens(/^Resume$/).click();
    await window.lens(/^Stop · \d+\/200 · \d+ s left$/).waitFor();
    await window.lens(/^Stop/).click();
    await window.lens(/^▶ Run \d+ · \d+ done$/).waitFor();
  });
});
