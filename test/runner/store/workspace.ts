import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { NewRun, Store } from '../../../runner/store/store.ts';
import { finish } from '../../../runner/steps.ts';
import { openStore } from '../../../runner/store/open.ts';

/** A temporary workspace with its own installation, removed with the test. */
export function makeWorkspace(): string {
  const root = mkdtempSync(join(tmpdir(), 'sweepdeck-store-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  process.env['SWEEPDECK_DATA_DIR'] = join(root, 'data');
  const workspace = join(root, 'workspace');
  mkdirSync(workspace);
  return workspace;
}

/** Opens a store that is closed with the test. */
export function open(workspace: string, mode: 'write' | 'read' = 'write'): Store {
  const store = openStore(workspace, mode);
  onTestFinished(() => store.close());
  return store;
}

/** The n-th key. */
export function keyOf(n: number): Uint8Array {
  return createHash('sha256').update(String(n)).digest().subarray(0, 16);
}

/** A successful run of the n-th item, with changes. */
export function newRun(n: number, changes: Partial<NewRun> = {}): NewRun {
  const run = {
    key: keyOf(n),
    index: n,
    replicate: 0,
    seed: 0,
    attempt: 1,
    ok: true,
    parameters: `{"a":${n}}`,
    outputs: `{"value":${n * n}}`,
  };
  return {
    ...run,
    failure: null,
    seconds: 0.25,
    finishedAt: 1_790_000_000_000 + n,
    worker: 'node-1',
    output: undefined,
    files: undefined,
    ...changes,
  };
}

/** A failed run of the n-th item. */
export function failedRun(n: number, trace = ''): NewRun {
  return newRun(n, { ok: false, outputs: null, failure: { kind: 'exception', type: 'ValueError', message: `bad ${n}`, trace } });
}

/** A task, a fingerprint and a sweep of them. */
export function beginSweep(
  store: Store,
  digest = 'today',
): { readonly task: number; readonly fingerprint: number; readonly sweep: number } {
  const task = store.taskId('a.sweep.yaml', 'a');
  const fingerprint = store.fingerprintId(digest, { code: digest });
  return {
    task,
    fingerprint,
    sweep: store.beginSweep({ task, fingerprint, startedAt: 1_790_000_000_000, text: 'run: m:f\n', selected: 3 }),
  };
}

/** The database file of a workspace. */
export function databaseOf(workspace: string): string {
  return join(workspace, '.sweepdeck', 'cache.db');
}

/** Opens the database past the store, to change what a store would not. */
export function withDatabase<T>(workspace: string, work: (db: Database.Database) => T): T {
  const db = new Database(databaseOf(workspace));
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** A workspace whose closed database holds runs of the items 0 … count − 1. */
export function filledWorkspace(count: number): string {
  const workspace = makeWorkspace();
  const store = openStore(workspace, 'write');
  const { sweep } = beginSweep(store);
  store.commit(
    sweep,
    Array.from({ length: count }, (_, n) => newRun(n)),
  );
  store.endSweep(sweep, { finishedAt: 1_790_000_001_500, end: 'completed', summary: '{}' });
  store.close();
  return workspace;
}

/** The orphans of a task whose space has these items. */
export function orphansOf(store: Store, task: number, space: readonly number[]): readonly number[] {
  return finish(store.viewSteps({ task, fingerprint: 0, items: space.length, keyOf: (item) => keyOf(space[item] ?? 0) })).orphans;
}
