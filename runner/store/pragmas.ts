import { dirname } from 'node:path';
import type { Sqlite } from '../runtime.ts';
import { isNetworkDisk } from './networkDisk.ts';

/** Settings that make a file of unknown origin harmless to look at; they read and write nothing. */
export function setGuards(db: Sqlite): void {
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('mmap_size = 0');
  db.pragma('temp_store = MEMORY');
}

/** Settings for reading a database that is known to be ours. */
export function setReading(db: Sqlite): void {
  db.pragma('foreign_keys = ON');
  db.pragma(`cache_size = ${-CACHE_KIBIBYTES}`);
}

/**
 * Settings for the one writer. `synchronous = FULL` is set, never trusted: better-sqlite3's default in WAL mode is NORMAL,
 * whatever the pragma reports, and that loses acknowledged rows at a power loss (reliability.md, fact 1).
 */
export function setWriting(db: Sqlite): void {
  setReading(db);
  if (isNetworkDisk(dirname(db.name))) {
    // One process alone, without shared memory; the log of another disk, if there was one, is written back by this.
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = DELETE');
  } else db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma(`journal_size_limit = ${64 * 1024 * 1024}`);
  db.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  if (process.platform !== 'darwin') return;
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
}

/** Milliseconds to wait for another process before a call gives up. */
export const BUSY_TIMEOUT = 5_000;
const CACHE_KIBIBYTES = 24 * 1024;
/** 64 MB of WAL between checkpoints: with SQLite's 1,000 pages the random leaves of the key index are written over and over (performance.md, B3). */
const CHECKPOINT_PAGES = 16_000;
