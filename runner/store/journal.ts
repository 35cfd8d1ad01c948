import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

/**
 * Whether a rollback journal names another file: SQLite deletes that file after it has rolled back, so one that a
 * repository brings must not be replayed. Ours never does. The name stands at the end, before these eight bytes
 * (sqlite.org/fileformat2.html, "The Rollback Journal").
 */
export function namesAnotherFile(journal: string): boolean {
  const file = openSync(journal, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const end = Buffer.alloc(MAGIC.length);
    const { size } = fstatSync(file);
    return size >= end.length && readSync(file, end, 0, end.length, size - end.length) === end.length && end.equals(MAGIC);
  } finally {
    closeSync(file);
  }
}

const MAGIC = Buffer.from('d9d505f920a163d7', 'hex');
