import type { Sqlite } from '../runtime.ts';
import { BUSY_TIMEOUT } from './pragmas.ts';

/**
 * Gives free pages back to the disk when they are worth rewriting the file; answers by how many bytes it is smaller.
 * Blocks for a second or so per 100 MB: only for `gc`, which no sweep runs beside.
 */
export function shrink(db: Sqlite): number {
  const before = pages(db, 'page_count');
  if (pages(db, 'freelist_count') < before * WORTH_REWRITING) return 0;
  db.exec('VACUUM');
  db.pragma('wal_checkpoint(TRUNCATE)');
  return (before - pages(db, 'page_count')) * pages(db, 'page_size');
}

/** Writes the log back and empties it; waits for nobody, because it blocks. */
export function emptyLog(db: Sqlite): void {
  db.pragma('busy_timeout = 0');
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.pragma(`busy_timeout = ${BUSY_TIMEOUT}`);
  }
}

/** Share of free pages from which the file is rewritten; below it they are used for the next results. */
const WORTH_REWRITING = 0.2;

function pages(db: Sqlite, name: 'page_count' | 'freelist_count' | 'page_size'): number {
  return Number(db.pragma(name, { simple: true }));
}
