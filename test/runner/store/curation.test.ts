import { describe, expect, test } from 'vitest';
import type { Retention } from '../../../runner/store/curation.ts';
import { DONE, FAILED, PENDING, STALE, type Store } from '../../../runner/store/store.ts';
import { verifyStore } from '../../../runner/store/verify.ts';
import { beginSweep, failedRun, filledWorkspace, keyOf, makeWorkspace, newRun, open, orphansOf, withDatabase } from './workspace.ts';

/** One run of item n with the code of a day. */
function ran(store: Store, n: number, digest: string, ok = true): number {
  const { sweep } = beginSweep(store, digest);
  return store.commit(sweep, [ok ? newRun(n) : failedRun(n)])[0] ?? 0;
}

function stateOf(store: Store, n: number, digest: string): number | undefined {
  return store.view(store.known({ file: 'a.sweep.yaml', digest }).fingerprint, 1, () => keyOf(n)).state[0];
}

describe('deleted rows', () => {
  test('are seen nowhere, and come back by their deletion', () => {
    const store = open(makeWorkspace());
    const ids = [ran(store, 1, 'old'), ran(store, 1, 'today'), ran(store, 2, 'today')];
    const { deletion, rows } = store.deleteRows({ keys: [keyOf(1)], rows: 'all' });
    expect(rows).toBe(2);
    expect([stateOf(store, 1, 'today'), stateOf(store, 2, 'today')]).toEqual([PENDING, DONE]);
    expect(store.history(keyOf(1))).toEqual([]);
    expect(orphansOf(store, 1, [])).toEqual([ids[2]]);
    expect(store.countRows({ keys: [keyOf(1), keyOf(2)], rows: 'all' })).toEqual({ items: 1, rows: 1 });
    expect(store.traces(keyOf(1)).map((one) => one.deleted)).toEqual([true, true]);
    expect([store.restoreRows(deletion), store.restoreRows(deletion)]).toEqual([2, 0]);
    expect(stateOf(store, 1, 'today')).toBe(DONE);
  });

  test('have one number for each deletion', () => {
    const store = open(makeWorkspace());
    for (let n = 0; n < 5; n += 1) ran(store, n, 'today');
    const numbers = Array.from({ length: 5 }, (_, n) => store.deleteRows({ keys: [keyOf(n)], rows: 'all' }).deletion);
    expect(new Set(numbers).size).toBe(5);
    expect(store.restoreRows(numbers[3] ?? 0)).toBe(1);
    expect([2, 3].map((n) => stateOf(store, n, 'today'))).toEqual([PENDING, DONE]);
  });

  test('can be failures alone, which leaves an older success', () => {
    const store = open(makeWorkspace());
    ran(store, 1, 'old');
    ran(store, 1, 'today', false);
    expect(stateOf(store, 1, 'today')).toBe(FAILED);
    expect(store.deleteRows({ keys: [keyOf(1)], rows: 'failed' }).rows).toBe(1);
    expect(stateOf(store, 1, 'today')).toBe(STALE);
  });

  test('are not in the views for other readers', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    ran(store, 1, 'old');
    ran(store, 2, 'today');
    store.deleteRows({ keys: [keyOf(2)], rows: 'all' });
    withDatabase(workspace, (db) => {
      for (const view of ['items', 'results']) expect(db.prepare(`SELECT run FROM ${view}`).pluck().all()).toEqual([1]);
    });
  });
});

/** No present task, but for what is said. */
function retention(more: Partial<Retention> = {}): Retention {
  return { fingerprints: new Set(), shown: new Set(), keep: () => 1, ...more };
}

describe('waste', () => {
  test('is what no task has or shows beyond the newest successful generations', () => {
    const store = open(makeWorkspace());
    const ids = ['a', 'b', 'c', 'd'].map((digest) => ran(store, 1, digest));
    const today = new Set([store.known({ file: 'a.sweep.yaml', digest: 'd' }).fingerprint]);
    expect(store.waste(retention({ fingerprints: today })).old).toEqual([ids[0], ids[1]]);
    expect(store.waste(retention({ fingerprints: today, keep: () => 0 })).old).toEqual([ids[0], ids[1], ids[2]]);
    expect(store.waste(retention({ fingerprints: today, keep: () => 5 })).old).toEqual([]);
    expect(store.waste(retention({ fingerprints: today, keep: () => 0, shown: new Set([ids[1] ?? 0]) })).old).toEqual([ids[0], ids[2]]);
  });

  test('never is the only success, however many failures came later', () => {
    const store = open(makeWorkspace());
    const success = ran(store, 1, 'a');
    const failures = ['b', 'c'].map((digest) => ran(store, 1, digest, false));
    expect(store.waste(retention()).old).toEqual(failures);
    expect(store.waste(retention({ shown: new Set(failures.slice(1)) })).old).not.toContain(success);
  });

  test('never is of another installation', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    for (const digest of ['a', 'b', 'c']) ran(store, 1, digest);
    withDatabase(workspace, (db) => db.exec(`UPDATE sweep SET install = 'another'`));
    expect(store.waste(retention({ keep: () => 0 })).old).toEqual([]);
    expect(store.imported([keyOf(1), keyOf(2)])).toEqual([3]);
  });

  test('takes its output with it, but none that another row has', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    const output = (text: string) => ({ stdout: Buffer.from(text), stderr: Buffer.alloc(0), droppedStdout: 0, droppedStderr: 0 });
    const { sweep } = beginSweep(store);
    const [gone = 0, kept = 0] = store.commit(sweep, [
      newRun(1, { output: output('mine '.repeat(50)) }),
      newRun(2, { output: output('ours') }),
      newRun(3, { output: output('ours') }),
    ]);
    expect(store.looseContent([])).toEqual({ pieces: 0, bytes: 0 });
    expect(store.looseContent([gone, kept]).pieces).toBe(1);
    store.drop([gone, kept]);
    store.dropLooseContent();
    expect(Buffer.from(store.log(3)?.stdout ?? []).toString()).toBe('ours');
    expect(store.runs([gone, kept])).toEqual([]);
    expect(store.looseContent([])).toEqual({ pieces: 0, bytes: 0 });
    expect(verifyStore(workspace)).toEqual({ rows: 1, damaged: [], problems: [] });
  });

  test('gives its room back to the disk', () => {
    const store = open(makeWorkspace());
    const { sweep } = beginSweep(store);
    const ids = store.commit(
      sweep,
      Array.from({ length: 3000 }, (_, n) => newRun(n, { outputs: `{"text":"${'x'.repeat(500)}"}` })),
    );
    expect(store.shrink()).toBe(0);
    store.drop(ids.slice(10));
    expect(store.shrink()).toBeGreaterThan(1_000_000);
    expect(store.runs(ids).length).toBe(10);
  });
});

describe('verify', () => {
  test('finds nothing in an empty workspace and in a sound store', () => {
    expect(verifyStore(makeWorkspace())).toEqual({ rows: 0, damaged: [], problems: [] });
    expect(verifyStore(filledWorkspace(2500))).toEqual({ rows: 2500, damaged: [], problems: [] });
  });

  test('names rows whose content was changed', () => {
    const workspace = filledWorkspace(30);
    withDatabase(workspace, (db) => db.exec(`UPDATE run SET outputs = '{"value":0}' WHERE id IN (7, 9)`));
    const found = verifyStore(workspace);
    expect(found.damaged).toEqual([7, 9]);
    expect(found.problems).toEqual([expect.stringContaining('row 7 does not match its checksum'), expect.stringContaining('row 9')]);
  });

  test('finds rows that refer to nothing', () => {
    const workspace = filledWorkspace(3);
    withDatabase(workspace, (db) => {
      db.pragma('foreign_keys = OFF');
      db.exec('DELETE FROM worker');
    });
    expect(verifyStore(workspace).problems).toContainEqual(expect.stringContaining('refers to a row of worker that is not there'));
  });

  test('finds an index that differs from its table', () => {
    const workspace = filledWorkspace(3);
    withDatabase(workspace, (db) => {
      db.unsafeMode(true);
      db.pragma('writable_schema = ON');
      const [root, other] = ['run_by_key', 'sweep_by_task'].map((name) =>
        db.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').pluck().get(name),
      );
      db.prepare(`UPDATE sqlite_schema SET rootpage = ? WHERE name = 'run_by_key'`).run(other);
      db.prepare(`UPDATE sqlite_schema SET rootpage = ? WHERE name = 'sweep_by_task'`).run(root);
    });
    expect(verifyStore(workspace).problems.length).toBeGreaterThan(0);
  });
});
