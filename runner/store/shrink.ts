import type { Sqlite } from '../runtime.ts';

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

/** Share of free pages from which the file is rewritten; below it they are used for the next results. */
const WORTH_REWRITING = 0.2;

function pages(db: Sqlite, name: 'page_count' | 'freelist_count' | 'page_size'): number {
  return Number(db.pragma(name, { simple: true }));
}
