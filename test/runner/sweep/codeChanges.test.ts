import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';

const FILE = 'a.sweep.yaml';
const GATED = `import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
export async function f({ x }) {
  appendFileSync('begun', x + '\\n');
  while (!existsSync('open')) await setTimeout(2);
  return { y: 'old' };
}
`;
const SCRIPT = 'echo "$1" >> begun\nwhile ! test -e open; do sleep 0.01; done\necho \'{"y": "old"}\'\n';

async function workspaceOf(run: string, files: Readonly<Record<string, string>>, more = ''): Promise<HistoryWorkspace> {
  const workspace = await historyWorkspace({
    [FILE]: `run: { ${run} }\nparameters: { x: [1, 2, 3, 4] }\nexecution: { workers: 1 }\n${more}`,
    ...files,
  });
  onTestFinished(() => workspace.close());
  return workspace;
}

/** Waits for what no event tells. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await turn();
}

async function begun({ folder }: HistoryWorkspace, count: number): Promise<void> {
  const file = join(folder, 'begun');
  await until(() => existsSync(file) && readFileSync(file, 'utf8').trim().split('\n').length >= count);
}

/** Waits until the status says that something has changed since the sweep began. */
async function untilTold(workspace: HistoryWorkspace): Promise<void> {
  while ((await workspace.status(FILE)).active?.changed === undefined) await turn();
}

/** What every item answered, in point order, with its state as a fresh look has it. */
async function results({ runner }: HistoryWorkspace): Promise<readonly string[]> {
  const { rows } = await runner.page({ file: FILE });
  return rows.map(({ state, outputs }) => `${state} ${String(Object(outputs)['y'])}`);
}

describe('code that changes under a running sweep', () => {
  test('is nothing to a worker that has loaded it: the sweep ends with what it began with', async () => {
    const workspace = await workspaceOf('node: ./f.mjs#f', { 'f.mjs': GATED });
    const run = workspace.run(FILE);
    await begun(workspace, 1);
    workspace.write({ 'f.mjs': GATED.replace('old', 'new') });
    await untilTold(workspace);
    workspace.write({ open: '' });
    expect(await run).toMatchObject({ end: 'completed', done: 4, stale: 0, cached: 0, changed: ['code:f.mjs'] });
    expect(await results(workspace)).toEqual(Array(4).fill('stale old'));
  });

  test('is what a later worker loads: its results are of today, the others are stale', async () => {
    const workspace = await workspaceOf('node: ./f.mjs#f', { 'f.mjs': GATED });
    const run = workspace.run(FILE);
    await begun(workspace, 1);
    workspace.write({ 'f.mjs': GATED.replace('old', 'new') });
    await workspace.runner.steer({ file: FILE, workers: 2 });
    await begun(workspace, 2);
    workspace.write({ open: '' });
    const summary = await run;
    expect(summary).toMatchObject({ end: 'completed', executed: 4, failed: 0, pending: 0, cached: 0, changed: ['code:f.mjs'] });
    expect(summary.done + summary.stale).toBe(4);
    const found = await results(workspace);
    expect(new Set(found)).toEqual(new Set(['stale old', 'done new']));
    expect(await workspace.run(FILE)).toMatchObject({ executed: found.filter((one) => one === 'stale old').length, done: 4 });
    expect(await results(workspace)).toEqual(Array(4).fill('done new'));
  });

  test('is what later commands run; of one that ran meanwhile nobody can tell', async () => {
    const workspace = await workspaceOf("command: [sh, f.sh, '${x}']", { 'f.sh': SCRIPT });
    const run = workspace.run(FILE);
    await begun(workspace, 1);
    workspace.write({ 'f.sh': SCRIPT.replace('old', 'new'), open: '' });
    expect(await run).toMatchObject({ end: 'completed', executed: 4, failed: 0, pending: 0, changed: ['code:f.sh'] });
    const [first = ''] = await results(workspace);
    expect(first).toBe('stale old');
    const { rows } = await workspace.runner.page({ file: FILE, limit: 1 });
    const explained = await workspace.runner.explain({ file: FILE, key: rows[0]?.key ?? '' });
    expect(explained.generations[0]?.changes).toEqual([{ part: 'changed while it ran', change: 'removed' }]);
    await workspace.run(FILE);
    expect(await results(workspace)).toEqual(Array(4).fill('done new'));
  });

  test('of inputs makes results of nobody knows what, also where the code is loaded already', async () => {
    const workspace = await workspaceOf('node: ./f.mjs#f', { 'f.mjs': GATED, 'data.csv': '1\n' }, 'inputs: [data.csv]\n');
    const run = workspace.run(FILE);
    await begun(workspace, 1);
    workspace.write({ 'data.csv': '2\n', open: '' });
    expect(await run).toMatchObject({ end: 'completed', done: 0, stale: 4, cached: 0, changed: ['inputs:data.csv'] });
    expect(await workspace.run(FILE)).toMatchObject({ executed: 4, done: 4 });
  });

  test('that is only a comment makes nothing stale', async () => {
    const workspace = await workspaceOf('node: ./f.mjs#f', { 'f.mjs': GATED });
    const run = workspace.run(FILE);
    await begun(workspace, 1);
    workspace.write({ 'f.mjs': `// waits\n${GATED}` });
    await workspace.runner.steer({ file: FILE, workers: 2 });
    await begun(workspace, 2);
    workspace.write({ open: '' });
    const summary = await run;
    expect(summary).toMatchObject({ done: 4, stale: 0 });
    expect(await results(workspace)).toEqual(Array(4).fill('done old'));
    expect(summary).not.toHaveProperty('changed');
  });

  test('because its own build makes it is what the sweep begins with', async () => {
    const workspace = await workspaceOf("command: [sh, f.sh, '${x}'], build: [sh, build.sh]", {
      'build.sh': `printf '%s' 'echo 1' > f.sh\n`,
      'f.sh': 'exit 1\n',
    });
    expect(await workspace.run(FILE)).toMatchObject({ done: 4, stale: 0 });
    expect(await workspace.run(FILE)).toMatchObject({ executed: 0, done: 4 });
  });
});
