import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { storeFiles } from '../../../runner/store/files.ts';
import { type Keeper, openKeeper } from '../../../runner/store/keeper.ts';
import { runReader } from '../../../runner/store/rows.ts';
import type { NewRun } from '../../../runner/store/store.ts';
import { runWriter } from '../../../runner/store/writer.ts';
import { databaseOf, filledWorkspace, newRun } from './workspace.ts';

function openOn(workspace: string): Keeper {
  const keeper = openKeeper(storeFiles(workspace), 'me');
  onTestFinished(() => keeper.close(false));
  return keeper;
}

function commit(keeper: Keeper, runs: readonly NewRun[]): readonly number[] {
  return keeper.write(false, (db) => runWriter(db)(1, runs));
}

const big = Array.from({ length: 500 }, (_, n) => newRun(n + 10, { outputs: JSON.stringify('x'.repeat(4_000 + n)) }));

describe('a write that the disk or another program refuses', () => {
  test('is told as a full disk, stores nothing, and works when there is room again', () => {
    const keeper = openOn(filledWorkspace(3));
    const pages = keeper.read(false, (db) => Number(db.pragma('page_count', { simple: true })));
    keeper.read(false, (db) => db.pragma(`max_page_count = ${pages + 20}`));
    const attempt = (): unknown => commit(keeper, big);
    expect(attempt).toThrow(
      expect.objectContaining({ code: 'store-unavailable', message: expect.stringMatching(/disk is full.*by itself/) }),
    );
    expect(attempt).toThrow(/disk is full/);
    expect(keeper.read(false, (db) => runReader(db).byId([3, 4])).map((run) => run.id)).toEqual([3]);
    keeper.read(false, (db) => db.pragma('max_page_count = 100000'));
    expect(commit(keeper, big)).toHaveLength(500);
  });

  test('is told as locked by another program, and works when it lets go', () => {
    const workspace = filledWorkspace(3);
    const keeper = openOn(workspace);
    keeper.read(false, (db) => db.pragma('busy_timeout = 10'));
    const other = new Database(databaseOf(workspace));
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    expect(() => commit(keeper, big)).toThrow(
      expect.objectContaining({ code: 'store-unavailable', message: expect.stringContaining('Another program has locked') }),
    );
    other.exec('ROLLBACK');
    expect(commit(keeper, big)).toHaveLength(500);
  });

  test('leaves no worker behind that a later row would name', () => {
    const keeper = openOn(filledWorkspace(1));
    expect(() =>
      keeper.write(false, (db) => {
        runWriter(db)(1, [newRun(1, { worker: 'gone' })]);
        throw new Error('stop');
      }),
    ).toThrow(/stop/);
    const [id = 0] = commit(keeper, [newRun(2, { worker: 'kept' })]);
    expect(keeper.read(false, (db) => runReader(db).byId([id]))[0]?.worker).toBe('kept');
  });

  test('of a row for a sweep that does not exist is refused whole', () => {
    const keeper = openOn(filledWorkspace(1));
    expect(() => keeper.write(false, (db) => runWriter(db)(99, [newRun(1)]))).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});

describe('the settings of a connection', () => {
  test('are the measured ones', () => {
    const keeper = openOn(filledWorkspace(1));
    const names = [
      'journal_mode',
      'synchronous',
      'busy_timeout',
      'trusted_schema',
      'cell_size_check',
      'mmap_size',
      'journal_size_limit',
      'foreign_keys',
    ];
    const values = keeper.read(false, (db) => names.map((name) => db.pragma(name, { simple: true })));
    expect(values).toEqual(['wal', 2, 5_000, 0, 1, 0, 67_108_864, 1]);
  });
});

describe('a connection that was closed', () => {
  test('is not opened again by a late question, so that the next runner keeps its right to write', () => {
    const workspace = filledWorkspace(1);
    const first = openOn(workspace);
    first.close(false);
    const next = openOn(workspace);
    expect(() => first.read(false, (db) => runReader(db).byId([1]))).toThrow(expect.objectContaining({ code: 'connection-lost' }));
    expect(commit(next, [newRun(1)])).toHaveLength(1);
  });
});
