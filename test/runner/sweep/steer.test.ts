import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';

/** An objective that waits for a file named after its point, and says how many run beside it. */
const GATED = `import { appendFileSync, existsSync, readdirSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
export async function f({ x }, { report }) {
  appendFileSync('begun', x + '\\n');
  report({ step: 0, loss: x });
  while (!existsSync('open')) await setTimeout(2);
  report({ step: 1, loss: x / 2 });
  return { y: x };
}
`;

async function gated(execution: string): Promise<HistoryWorkspace> {
  const workspace = await historyWorkspace({
    'f.mjs': GATED,
    'a.sweep.yaml': `run: { node: ./f.mjs#f }\nparameters: { x: [1, 2, 3, 4] }\nexecution: { ${execution} }\n`,
  });
  onTestFinished(() => workspace.close());
  return workspace;
}

function begun({ folder }: HistoryWorkspace): number {
  const file = join(folder, 'begun');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0;
}

/** Waits for what no event tells. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await turn();
}

describe('a running sweep', () => {
  test('pauses, says so, and goes on; what ran comes to its end', { timeout: 60_000 }, async () => {
    const workspace = await gated('workers: 1');
    const { runner } = workspace;
    const run = workspace.run('a.sweep.yaml');
    await until(() => begun(workspace) === 1);
    expect(await runner.steer({ file: 'a.sweep.yaml', paused: true })).toEqual({ paused: true });
    workspace.write({ open: '' });
    await until(async () => (await workspace.status('a.sweep.yaml')).done === 1);
    const { active, items, done, pending } = await workspace.status('a.sweep.yaml');
    expect([items, done, pending, active?.running, active?.waiting]).toEqual([4, 1, 3, 0, 3]);
    expect(active).toMatchObject({ paused: expect.stringMatching(/^Paused by a person/), held: true, busy: [] });
    expect(await runner.steer({ file: 'a.sweep.yaml', paused: false })).toEqual({ paused: false });
    expect(await run).toMatchObject({ end: 'completed', done: 4 });
    expect(begun(workspace)).toBe(4);
  });

  test('gets more workers while it runs', { timeout: 60_000 }, async () => {
    const workspace = await gated('workers: 1');
    const run = workspace.run('a.sweep.yaml');
    await until(() => begun(workspace) === 1);
    await workspace.runner.steer({ file: 'a.sweep.yaml', workers: 3 });
    await until(() => begun(workspace) === 3);
    const { active } = await workspace.status('a.sweep.yaml');
    expect(active).toMatchObject({ running: 3, held: false });
    expect(new Set(active?.busy.map(({ worker }) => worker)).size).toBe(3);
    workspace.write({ open: '' });
    expect(await run).toMatchObject({ end: 'completed', done: 4 });
  });

  test('runs fewer items at once when each occupies several workers', { timeout: 60_000 }, async () => {
    const workspace = await gated('workers: 2, slots: 2');
    const run = workspace.run('a.sweep.yaml');
    await until(async () => begun(workspace) === 1 && (await workspace.status('a.sweep.yaml')).active?.running === 1);
    workspace.write({ open: '' });
    expect(await run).toMatchObject({ done: 4 });
    const { rows } = await workspace.runner.page({ file: 'a.sweep.yaml' });
    expect(new Set(rows.map(({ worker }) => worker))).toEqual(new Set(['node 1']));
  });

  test('stores what its items report as series', { timeout: 60_000 }, async () => {
    const workspace = await gated('workers: 1');
    workspace.write({ open: '' });
    await workspace.run('a.sweep.yaml');
    const { rows } = await workspace.runner.page({ file: 'a.sweep.yaml', limit: 1 });
    expect(rows[0]?.outputs).toEqual({ __proto__: null, y: 1, step: [0, 1], loss: [1, 0.5] });
  });

  test('that does not run cannot be steered', async () => {
    const workspace = await gated('workers: 1');
    await expect(workspace.runner.steer({ file: 'a.sweep.yaml', paused: true })).rejects.toThrow(/No sweep of .* is running/);
  });
});
