import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import { openStore } from '../../../runner/store/open.ts';
import { recallCounts, recallSettled, recallView } from '../../../runner/sweep/settledTask.ts';
import { finish } from '../../../runner/steps.ts';
import { openTaskBook } from '../../../runner/tasks.ts';
import { openTaskView } from '../../../runner/taskView.ts';
import { type HistoryWorkspace, historyWorkspace } from '../../support/historyWorkspace.ts';
import { withDatabase } from '../store/workspace.ts';

const FILE = 'a.sweep.yaml';
const TASK = 'run: { node: "./f.mjs#f" }\nparameters: { x: [1, 2, 3] }\ninputs: ["data/*.csv"]\ncache: { env: [SWEEPDECK_TEST_MODE] }\n';
const CODE = 'export const f = ({ x }) => ({ y: 2 * x });\n';

let here: HistoryWorkspace;
afterEach(async () => {
  delete process.env['SWEEPDECK_TEST_MODE'];
  await here.close();
});

/** A workspace in which a first runner has run everything, and whose files are older than its next look at them. */
async function finished(): Promise<void> {
  here = await historyWorkspace({ [FILE]: TASK, 'f.mjs': CODE, 'other.sweep.yaml': TASK });
  mkdirSync(join(here.folder, 'data'));
  here.write({ 'data/a.csv': '1\n', 'data/z.csv': '0\n' });
  await settle();
  expect(await here.run(FILE)).toMatchObject({ executed: 3, done: 3 });
}

/** Files that have just been written are not trusted: waits until the clock has gone on. */
async function settle(): Promise<void> {
  const files = readdirSync(here.folder).filter((name) => name !== '.sweepdeck');
  const newest = Math.max(...files.map((name) => statSync(join(here.folder, name)).ctimeMs));
  while (Date.now() <= newest + 50) await delay(10);
}

/** What the store of a workspace without a runner remembers of the task. */
function remembered(): boolean {
  const store = openStore(here.folder, 'read');
  try {
    return recallSettled({ store, workspace: here.folder }, FILE) !== undefined;
  } finally {
    store.close();
  }
}

const changes: Readonly<Record<string, { readonly change: () => Promise<unknown>; readonly executed: number }>> = {
  'another value of an axis': { change: async () => here.write({ [FILE]: TASK.replace('[1, 2, 3]', '[1, 2, 3, 4]') }), executed: 1 },
  'an edit of the code': { change: async () => here.write({ 'f.mjs': CODE.replace('2 *', '3 *') }), executed: 3 },
  'a comment in the code': { change: async () => here.write({ 'f.mjs': `// twice\n${CODE}` }), executed: 0 },
  'another input': { change: async () => here.write({ 'data/b.csv': '2\n' }), executed: 3 },
  'an input less': { change: async () => rmSync(join(here.folder, 'data/a.csv')), executed: 3 },
  'another value of a variable': { change: async () => void (process.env['SWEEPDECK_TEST_MODE'] = 'other'), executed: 3 },
  'a deletion': { change: () => here.runner.delete({ file: FILE, select: { kind: 'where', where: 'x == 2' } }), executed: 1 },
  'a result from elsewhere': {
    change: () => here.runner.register({ file: FILE, point: { x: 2 }, outputs: { y: 5 } }),
    executed: 0,
  },
  'results that another task accepts': {
    change: async () => {
      here.write({ 'f.mjs': CODE.replace('2 *', '3 *') });
      await here.runner.accept({ file: 'other.sweep.yaml' });
    },
    executed: 0,
  },
  'a run of another task with the objective': { change: () => here.run('other.sweep.yaml', { select: 'all' }), executed: 0 },
};

describe('a finished task', () => {
  test('is told again without reading it, by every runner that comes after', async () => {
    await finished();
    await here.reopen();
    expect(remembered()).toBe(true);
    const { sweep, ...summary } = await here.run(FILE);
    expect(summary).toMatchObject({
      task: 'a',
      points: 3,
      items: 3,
      cached: 3,
      executed: 0,
      done: 3,
      failed: 0,
      pending: 0,
      hypotheses: 0,
    });
    expect(sweep).toBeGreaterThan(1);
    expect(await here.status(FILE)).toMatchObject({ items: 3, done: 3, failed: 0, stale: 0, pending: 0 });
  });

  test.each(Object.entries(changes))('is looked at again after %s', async (_, { change, executed }) => {
    await finished();
    await change();
    await here.reopen();
    expect(remembered()).toBe(false);
    expect(await here.run(FILE)).toMatchObject({ executed, failed: 0, pending: 0, stale: 0 });
    await settle();
    await here.reopen();
    await here.run(FILE);
    await here.reopen();
    expect(remembered()).toBe(true);
  });

  test.each([
    ['is another one', "UPDATE settled SET counts = replace(counts, '3', '4')"],
    ['names another moment', 'UPDATE news SET number = 1; UPDATE settled SET number = 1'],
    ['comes from another installation', "UPDATE settled SET digest = '0'"],
  ])('is not believed to be finished when what is stored of it %s', async (_, sql) => {
    await finished();
    await here.reopen(() => withDatabase(here.folder, (db) => db.exec(sql)));
    expect(remembered()).toBe(false);
    expect(await here.run(FILE)).toMatchObject({ items: 3, executed: 0, done: 3 });
  });

  test('with other values set says nothing of the file', async () => {
    await finished();
    await here.run(FILE, { set: { x: 7 } });
    await here.reopen();
    expect(await here.run(FILE)).toMatchObject({ items: 3, executed: 0, done: 3 });
  });
});

const SMALL = TASK.replace(/^inputs.*\n/m, '');
const LARGE = SMALL.replace('[1, 2, 3]', '{ min: 1, max: 50001, num: 50001 }');

/** The view that is remembered beside the one that is read: they must be the same. */
async function views(): Promise<'none' | 'same' | 'other'> {
  const loaded = await openTaskBook(here.folder).load(join(here.folder, FILE));
  const store = openStore(here.folder, 'read');
  try {
    const recalled = recallView({ store, workspace: here.folder }, loaded);
    if (!recalled || !loaded.plan) return 'none';
    const read = finish(openTaskView(store, loaded.plan));
    const { task, fingerprint } = recalled;
    expect({ task, fingerprint, account: recalled.account() }).toEqual({
      task: read.task,
      fingerprint: read.fingerprint,
      account: read.account(),
    });
    const isSame = (['state', 'run'] as const).every((part) => Buffer.compare(bytes(recalled.view[part]), bytes(read.view[part])) === 0);
    return isSame && recalled.view.orphans.join() === read.view.orphans.join() ? 'same' : 'other';
  } finally {
    store.close();
  }
}

function bytes({ buffer, byteOffset, byteLength }: Uint8Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** A task of 50,001 items, some of which were run: 2 fails, 0 is no longer in the space. */
async function large(): Promise<void> {
  const code = 'export const f = ({ x }) => { if (x === 2) throw new Error("no"); return { y: x }; };\n';
  here = await historyWorkspace({
    [FILE]: LARGE.replace('min: 1, max: 50001, num: 50001', 'min: 0, max: 50001, num: 50002'),
    'f.mjs': code,
  });
  await settle();
  await here.run(FILE, { limit: 1 });
  here.write({ [FILE]: LARGE });
  await settle();
  expect(await here.run(FILE, { limit: 4 })).toMatchObject({ executed: 4, done: 3, failed: 1 });
}

const largeChanges: Readonly<Record<string, () => unknown>> = {
  'another value of an axis': () => here.write({ [FILE]: LARGE.replace(/50001/g, '50002') }),
  'a deletion': () => here.runner.delete({ file: FILE, select: { kind: 'where', where: 'x == 1' } }),
  'a result from elsewhere': () => here.runner.register({ file: FILE, point: { x: 50 }, outputs: { y: 5 } }),
};

describe('a large task', () => {
  test('has its view remembered, which is the one that would be read', async () => {
    await large();
    await here.reopen();
    expect(await views()).toBe('same');
    expect(await here.runner.page({ file: FILE, where: "state == 'failed'", early: true })).toMatchObject({
      total: 1,
      rows: [{ parameters: { x: 2 } }],
    });
    expect(await here.run(FILE, { limit: 10 })).toMatchObject({ executed: 10, failed: 1, done: 12 });
    await here.reopen();
    expect(await views()).toBe('same');
  });

  test('is looked up again after each change, and that is remembered', async () => {
    await large();
    for (const change of Object.values(largeChanges)) {
      await change();
      await settle();
      await here.reopen();
      expect(await views()).toBe('none');
      await here.runner.page({ file: FILE });
      await here.reopen();
      expect(await views()).toBe('same');
    }
    here.write({ 'f.mjs': CODE });
    await settle();
    expect(await here.run(FILE, { limit: 1 })).toMatchObject({ executed: 1, done: 1, failed: 1 });
    await here.reopen();
    expect(await views()).toBe('same');
  });

  test('is not believed when what is stored of its view is another one, is cut, or was kept with other counts', async () => {
    await large();
    for (const sql of [
      "UPDATE settled SET view = CAST(substr(view, 1, 56) || x'01000000' || substr(view, 61) AS BLOB)",
      'UPDATE settled SET view = substr(view, 1, 20)',
      `UPDATE settled SET counts = replace(counts, '"done":3', '"done":4')`,
    ]) {
      await here.reopen(() => withDatabase(here.folder, (db) => db.exec(sql)));
      expect(await views()).toBe('none');
      await here.runner.page({ file: FILE });
      expect(await views()).toBe('same');
    }
  });
});

/** The counts of the task that the store has remembered by now. */
async function counts(): Promise<Readonly<Record<string, unknown>> | undefined> {
  const loaded = await openTaskBook(here.folder).load(join(here.folder, FILE));
  const store = openStore(here.folder, 'read');
  try {
    return recallCounts({ store, workspace: here.folder }, loaded)?.counts;
  } finally {
    store.close();
  }
}

describe('an unfinished task', () => {
  test('has its counts remembered, and its missing items run', async () => {
    here = await historyWorkspace({ [FILE]: SMALL, 'f.mjs': 'export const f = ({ x }) => { if (x === 2) throw new Error("no"); };\n' });
    await settle();
    await here.run(FILE, { limit: 2 });
    await here.reopen();
    expect(await counts()).toMatchObject({ items: 3, done: 1, failed: 1, pending: 1, stale: 0 });
    expect(await here.status(FILE)).toMatchObject({ items: 3, done: 1, failed: 1, pending: 1, stale: 0 });
    expect(remembered()).toBe(false);
    expect(await here.run(FILE)).toMatchObject({ executed: 2, failed: 1, done: 2 });
  });

  test('has its counts remembered while it runs, with every group of results', { timeout: 60_000 }, async () => {
    here = await historyWorkspace({
      [FILE]: `${SMALL.replace('[1, 2, 3]', '{ min: 1, max: 40, step: 1 }')}execution: { workers: 1 }\n`,
      'f.mjs': 'export const f = async ({ x }) => { await new Promise((go) => setTimeout(go, 30)); return { y: x }; };\n',
    });
    await settle();
    const { promise: some, resolve } = Promise.withResolvers<number>();
    here.runner.subscribe({ changed: ({ done }) => done > 0 && resolve(done), ended: () => resolve(-1) });
    const ended = here.run(FILE);
    const told = await some;
    const now = await counts();
    expect(told).toBeGreaterThan(0);
    expect(now?.['done']).toBeGreaterThanOrEqual(told);
    expect(Number(now?.['done']) + Number(now?.['pending'])).toBe(40);
    expect(await ended).toMatchObject({ done: 40 });
    expect(await counts()).toMatchObject({ done: 40, pending: 0 });
  });
});
