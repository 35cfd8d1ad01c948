import { copyFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { soundFrames } from '../../../runner/store/soundFrames.ts';
import { makeWorkspace } from './workspace.ts';

const FRAME = 24 + 4096;

/** The log of a database with so many rows of a page each, as SQLite writes it. */
function logOf(rows: number): Buffer {
  const file = join(makeWorkspace(), 'some.db');
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE t (x BLOB)');
  for (let n = 0; n < rows; n++) db.prepare('INSERT INTO t VALUES (zeroblob(3000))').run();
  copyFileSync(`${file}-wal`, `${file}.copy`);
  db.close();
  return readFileSync(`${file}.copy`);
}

const count = (log: Buffer): number =>
  soundFrames((at, length) => Buffer.concat([log.subarray(at, at + length)], length), log.length, 4096);

describe('the frames of a log that SQLite believes', () => {
  test('are all of a sound one', () => {
    const log = logOf(5);
    expect(count(log)).toBe((log.length - 32) / FRAME);
    expect(count(log)).toBeGreaterThan(5);
  });

  test.each([
    ['a page differs', 32 + 3 * FRAME + 24 + 1000, 3],
    ['the number of a page differs', 32 + 2 * FRAME, 2],
    ['a salt differs', 32 + 4 * FRAME + 8, 4],
    ['a checksum differs', 32 + 1 * FRAME + 16, 1],
    ['the header differs', 5, 0],
  ])('end where %s', (_name, at, sound) => {
    const log = logOf(5);
    log[at] = (log[at] ?? 0) ^ 1;
    expect(count(log)).toBe(sound);
  });

  test('end with the file, also in the middle of a frame', () => {
    expect(count(logOf(5).subarray(0, 32 + 2 * FRAME + 100))).toBe(2);
    expect(count(Buffer.alloc(0))).toBe(0);
  });
});
