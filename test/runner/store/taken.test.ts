import { copyFileSync, existsSync, mkdtempSync, readdirSync, renameSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openStore } from '../../../runner/store/open.ts';
import type { Store } from '../../../runner/store/store.ts';
import { beginSweep, databaseOf, failedRun, keyOf, makeWorkspace, newRun, open, withDatabase } from './workspace.ts';

/** Ways in which a database goes away under a running sweep. */
const ways: Readonly<Record<string, (database: string) => void>> = {
  'the folder is removed, as by git clean -xdf': (database) => rmSync(dirname(database), { recursive: true }),
  'the database is unlinked': unlinkSync,
  'the log is unlinked': (database) => unlinkSync(`${database}-wal`),
  'the index of the log is unlinked': (database) => unlinkSync(`${database}-shm`),
  'the folder is renamed': (database) => renameSync(dirname(database), `${dirname(database)}-old`),
  'the database is replaced by text': (database) => {
    unlinkSync(database);
    writeFileSync(database, 'version https://git-lfs.github.com/spec/v1\n');
  },
  'the database is replaced by an older one': (database) => {
    const other = mkdtempSync(`${dirname(dirname(database))}-other-`);
    const store = openStore(other, 'write');
    store.commit(beginSweep(store, 'other').sweep, [newRun(77)]);
    store.close();
    renameSync(databaseOf(other), database);
  },
  'everything is moved aside and an empty file put there': (database) => {
    for (const suffix of ['', '-wal', '-shm']) renameSync(database + suffix, `${database}.moved${suffix}`);
    writeFileSync(database, '');
  },
};

describe('a database that goes away under a running sweep', () => {
  test.each(Object.entries(ways))('is written back with all results when %s', (_name, takeAway) => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    const { fingerprint, sweep } = beginSweep(store);
    store.commit(
      sweep,
      Array.from({ length: 500 }, (_, n) => newRun(n)),
    );
    takeAway(databaseOf(workspace));
    expect(store.commit(sweep, [newRun(500)])).toEqual([501]);
    expect(store.notice).toMatch(/written back/);
    rmSync(`${dirname(databaseOf(workspace))}-old`, { recursive: true, force: true });
    takeAway(databaseOf(workspace));
    expect(store.view(fingerprint, 501, keyOf).state.every((state) => state === 1)).toBe(true);
    store.commit(sweep, [newRun(501)]);
    store.endSweep(sweep, { finishedAt: 1, end: 'completed', summary: '{}' });
    store.close();
    const again = open(workspace);
    expect(again.view(fingerprint, 502, keyOf).state.every((state) => state === 1)).toBe(true);
    again.close();
    expect(withDatabase(workspace, (db) => db.pragma('integrity_check', { simple: true }))).toBe('ok');
  });

  test('is written back at the close as well, when nothing was committed after', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    const { fingerprint, sweep } = beginSweep(store);
    store.commit(sweep, [newRun(0)]);
    rmSync(join(workspace, '.sweepdeck'), { recursive: true });
    store.close();
    expect(open(workspace).view(fingerprint, 1, keyOf).state[0]).toBe(1);
  });

  test('is taken from the copy that a runner left which was killed while it rescued', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    const { fingerprint, sweep } = beginSweep(store);
    store.commit(sweep, [newRun(0)]);
    store.close();
    const database = databaseOf(workspace);
    withDatabase(workspace, (db) => db.prepare<[string]>('VACUUM INTO ?').run(`${database}.rescued-7-1790000000000`));
    unlinkSync(database);
    writeFileSync(`${database}.rescued-7-1790000000001`, 'text');
    writeFileSync(`${database}.rescued-7-1790000000002.unfinished`, '');
    const again = open(workspace);
    expect(again.view(fingerprint, 1, keyOf).state[0]).toBe(1);
    expect(again.notice).toMatch(/written back/);
    expect(readdirSync(dirname(database)).filter((name) => name.includes('rescued'))).toEqual(['cache.db.rescued-7-1790000000001']);
  });

  test('keeps what took its place beside it', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    const { sweep } = beginSweep(store);
    ways['the database is replaced by an older one']?.(databaseOf(workspace));
    store.commit(sweep, [newRun(0)]);
    expect(readdirSync(join(workspace, '.sweepdeck')).filter((name) => /^cache\.db\.replaced-.*Z$/.test(name))).toHaveLength(1);
  });
});

describe('a copy that another runner has saved beside the database', () => {
  /** Leaves a copy with the items 0 and 1 beside a database that has item 2, as after a takeover. */
  function beside(): { readonly workspace: string; readonly store: Store } {
    const workspace = makeWorkspace();
    const first = openStore(workspace, 'write');
    const { sweep } = beginSweep(first);
    first.commit(sweep, [
      newRun(0, { output: { stdout: Buffer.from('hello'), stderr: Buffer.alloc(0), droppedStdout: 0, droppedStderr: 0 } }),
    ]);
    first.commit(sweep, [newRun(1), failedRun(3, 'line 1')]);
    first.label(keyOf(0), { tags: ['good'], note: 'kept' });
    first.close();
    const copy = `${databaseOf(workspace)}-copy`;
    renameSync(databaseOf(workspace), copy);
    const store = open(workspace);
    store.commit(beginSweep(store, 'later').sweep, [newRun(2)]);
    renameSync(copy, `${databaseOf(workspace)}.rescued-7-1790000000000`);
    return { workspace, store };
  }

  function expectAll(store: Store): void {
    const { fingerprint } = store.known({ file: 'a.sweep.yaml', digest: 'today' });
    const { state, run } = store.view(fingerprint, 4, keyOf);
    expect([...state]).toEqual([1, 1, 3, 2]);
    expect(Buffer.from(store.logs([run[0] ?? 0]).get(run[0] ?? 0)?.stdout ?? []).toString()).toBe('hello');
    expect(store.labels(keyOf(0))).toEqual({ tags: ['good'], note: 'kept' });
    expect(store.history(keyOf(3))[0]?.failure?.trace).toBe('line 1');
  }

  test('is taken in when a sweep begins', () => {
    const { workspace, store } = beside();
    const before = store.revision();
    store.gather();
    expect(store.revision()).toBeGreaterThan(before);
    expectAll(store);
    expect(store.notice).toMatch(/its 3 results were taken over/);
    expect(readdirSync(dirname(databaseOf(workspace))).filter((name) => /(?:rescued|merged)-[\d-]+$/.test(name))).toEqual([
      'cache.db.merged-7-1790000000000',
    ]);
  });

  test('is taken in when a runner opens the workspace, and once only', () => {
    const { workspace, store } = beside();
    store.close();
    const copy = `${databaseOf(workspace)}.rescued-7-1790000000000`;
    copyFileSync(copy, `${copy}-again`);
    const next = open(workspace);
    expectAll(next);
    expect([0, 1, 2, 3].map((n) => next.history(keyOf(n)).length)).toEqual([1, 1, 1, 1]);
  });

  test('stays where it is when it is no database of ours', () => {
    const { workspace, store } = beside();
    writeFileSync(`${databaseOf(workspace)}.rescued-8-1790000000001`, 'text');
    store.gather();
    expectAll(store);
    expect(existsSync(`${databaseOf(workspace)}.rescued-8-1790000000001`)).toBe(true);
  });
});

describe('a database that a person removes while nothing runs', () => {
  test('stays removed', () => {
    const workspace = makeWorkspace();
    const store = open(workspace);
    const { fingerprint, sweep } = beginSweep(store);
    store.commit(sweep, [newRun(0)]);
    store.endSweep(sweep, { finishedAt: 1, end: 'completed', summary: '{}' });
    rmSync(join(workspace, '.sweepdeck'), { recursive: true });
    expect([...store.view(fingerprint, 1, keyOf).state]).toEqual([0]);
    const next = beginSweep(store);
    store.commit(next.sweep, [newRun(1)]);
    expect([...store.view(next.fingerprint, 2, keyOf).state]).toEqual([0, 1]);
  });
});
