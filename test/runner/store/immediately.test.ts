import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { immediately } from '../../../runner/store/immediately.ts';

function twoConnections(): readonly [Database.Database, Database.Database, file: string] {
  const folder = mkdtempSync(join(tmpdir(), 'sd-immediately-'));
  const file = join(folder, 'a.db');
  const [one, other] = [new Database(file), new Database(file)];
  one.pragma('journal_mode = WAL');
  one.exec('CREATE TABLE t (x)');
  onTestFinished(() => {
    one.close();
    other.close();
    rmSync(folder, { recursive: true });
  });
  return [one, other, file];
}

const count = (db: Database.Database): unknown => db.prepare('SELECT count(*) FROM t').pluck().get();
const insert = (db: Database.Database) => (): unknown => db.prepare('INSERT INTO t VALUES (1)').run();

/** Holds the database for so many milliseconds in a thread, because waiting for it occupies this one. */
const HOLDER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const db = new (require(workerData.module))(workerData.file);
  db.exec('BEGIN IMMEDIATE');
  parentPort.postMessage('held');
  setTimeout(() => { db.exec('COMMIT'); db.close(); }, workerData.milliseconds);
`;

describe('an immediate transaction', () => {
  test('waits while another writes, and keeps the patience of its connection', async () => {
    const [one, , file] = twoConnections();
    one.pragma('busy_timeout = 30000');
    const module = createRequire(import.meta.url).resolve('better-sqlite3');
    const holder = new Worker(HOLDER, { eval: true, workerData: { file, module, milliseconds: 200 } });
    await new Promise((held) => holder.once('message', held));
    immediately(one, insert(one));
    expect([count(one), one.pragma('busy_timeout', { simple: true })]).toEqual([1, 30_000]);
    await holder.terminate();
  });

  test('is refused when the other never ends, and does nothing', () => {
    const [one, other] = twoConnections();
    one.pragma('busy_timeout = 20');
    other.exec('BEGIN IMMEDIATE');
    let called = 0;
    expect(() => immediately(one, () => called++)).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }));
    expect([called, one.pragma('busy_timeout', { simple: true })]).toEqual([0, 20]);
  });

  test('takes back all that it did when its work fails, and is not tried again', () => {
    const [one] = twoConnections();
    let called = 0;
    const fail = (): void => {
      called++;
      insert(one)();
      throw Object.assign(new Error('inside'), { code: 'SQLITE_BUSY' });
    };
    expect(() => immediately(one, fail)).toThrow('inside');
    expect([called, count(one)]).toEqual([1, 0]);
  });
});
