import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../runner/store/open.ts';
import type { CommitAnswer, NewRun, Store } from '../../../runner/store/store.ts';
import { beginSweep, databaseOf, failedRun, keyOf, makeWorkspace, newRun, open, withDatabase } from './workspace.ts';

const LARGE = 1000;

/** A store with a sweep whose next group is committed by the thread, and how many items it has by then. */
async function besideThread(workspace = makeWorkspace()) {
  const store = open(workspace);
  const { fingerprint, sweep } = beginSweep(store);
  for (let items = 0; ; items += LARGE) {
    const { now, answer } = commit(store, sweep, many(items));
    await answer;
    if (!now) return { workspace, store, fingerprint, sweep, items: items + LARGE };
    await turn();
  }
}

/** `now`: the answer came before the call was over, so the main thread has committed. */
function commit(store: Store, sweep: number, runs: readonly NewRun[]): { readonly now: boolean; readonly answer: Promise<CommitAnswer> } {
  const { promise: answer, resolve } = Promise.withResolvers<CommitAnswer>();
  let now = false;
  store.commitAside(sweep, { runs }, (given) => {
    now = true;
    resolve(given);
  });
  return { now, answer };
}

function many(first: number): readonly NewRun[] {
  return Array.from({ length: LARGE }, (_, at) => newRun(first + at));
}

function isWhole(store: Store, fingerprint: number, items: number): boolean {
  return store.view(fingerprint, items, keyOf).state.every((state) => state === 1);
}

describe('rows that another thread commits', () => {
  test('are the rows that were given, with their failures and output', { timeout: 60_000 }, async () => {
    const { store, sweep, items } = await besideThread();
    const output = { stdout: Buffer.from('said'), stderr: Buffer.alloc(0), droppedStdout: 3, droppedStderr: 0 };
    const given = [
      newRun(items, { output, seed: 2 ** 40, replicate: 2, attempt: 3, worker: 'python 2', seconds: 0.1 }),
      failedRun(items + 1, 'line 1'),
      newRun(items + 2, { outputs: null, files: '{"a.txt":"00"}' }),
    ];
    const { now, answer } = commit(store, sweep, given);
    expect(now).toBe(false);
    const ids = [items + 1, items + 2, items + 3];
    expect(await answer).toEqual({ ids });
    const plain = given.map(({ output: _, key, ...rest }) => ({ ...rest, key: Buffer.from(key).toString('hex') }));
    expect(store.runs(ids)).toEqual(plain.map((one, at) => ({ ...one, id: ids[at], sweep, fingerprint: 1 })));
    const [said] = store.logs(ids).values();
    expect([Buffer.from(said?.stdout ?? []).toString(), said?.droppedStdout]).toEqual(['said', 3]);
  });

  test('raise the revision when they are told, and once', { timeout: 60_000 }, async () => {
    const { store, sweep, items } = await besideThread();
    const before = store.revision();
    const { answer } = commit(store, sweep, many(items));
    expect(store.revision()).toBe(before);
    await answer;
    expect([store.revision(), store.revision()]).toEqual([before + 1, before + 1]);
  });

  test('are written back with all others when the database is taken away', { timeout: 60_000 }, async () => {
    const { workspace, store, fingerprint, sweep, items } = await besideThread();
    const first = commit(store, sweep, many(items));
    rmSync(dirname(databaseOf(workspace)), { recursive: true });
    expect(await first.answer).toHaveProperty('ids');
    expect(await commit(store, sweep, many(items + LARGE)).answer).toHaveProperty('ids');
    expect(store.notice).toMatch(/written back/);
    expect(isWhole(store, fingerprint, items + 2 * LARGE)).toBe(true);
    store.close();
    expect(isWhole(open(workspace), fingerprint, items + 2 * LARGE)).toBe(true);
    expect(withDatabase(workspace, (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok');
  });

  test('are refused when another runner has taken over', { timeout: 60_000 }, async () => {
    const { workspace, store, sweep, items } = await besideThread();
    const other = openStore(workspace, 'write');
    expect(await commit(store, sweep, many(items)).answer).toMatchObject({ error: { code: 'lock-held' } });
    other.close();
    expect(withDatabase(workspace, (db) => db.prepare('SELECT count(*) FROM run').pluck().get())).toBe(items);
  });

  test('are there when the store is closed before they were told', { timeout: 60_000 }, async () => {
    const { workspace, store, fingerprint, sweep, items } = await besideThread();
    const { answer } = commit(store, sweep, many(items));
    store.close();
    expect(isWhole(open(workspace), fingerprint, items + LARGE)).toBe(true);
    expect(await answer).toHaveProperty('ids');
  });
});
