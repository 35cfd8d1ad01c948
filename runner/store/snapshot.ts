import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import { type Sqlite, sqliteCode } from '../runtime.ts';
import { connectReading, type Found, probe, refusalOf } from './connect.ts';
import { JOURNAL, type StoreFiles } from './files.ts';
import { checkFolder } from './shape.ts';

/** A connection for reading and what ends it. */
export interface Reading {
  readonly db: Sqlite;
  readonly close: () => void;
}

/**
 * Connects to the database for reading, in place while another process writes to it, or through a copy in a temporary
 * folder where SQLite may not make the files that it needs beside it (read-only workspace, full disk). Nothing when there is none.
 */
export function connectSnapshot(files: StoreFiles): Reading | undefined {
  if (!checkFolder(files)) return undefined;
  try {
    return connectTo(files.database);
  } catch (error) {
    if (!NEEDS_COPY.test(sqliteCode(error) ?? '')) throw error;
  }
  const folder = mkdtempSync(join(tmpdir(), 'sweepdeck-'));
  const close = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const reading = connectTo(copy(files.database, folder));
    if (reading === undefined) close();
    return reading === undefined ? undefined : { db: reading.db, close: () => (reading.close(), close()) };
  } catch (error) {
    close();
    throw error;
  }
}

const NEEDS_COPY = /^SQLITE_(CANTOPEN|READONLY|IOERR_SHM|FULL)/;

function connectTo(database: string): Reading | undefined {
  const found = probe(database);
  if (found.kind === 'nothing') return undefined;
  const refusal = refusalOf(database, found) ?? damage(database, found);
  if (refusal !== undefined) throw refusal;
  const db = connectReading(database);
  return { db, close: () => void db.close() };
}

function damage(database: string, found: Found): RunnerError | undefined {
  if (found.kind !== 'damaged') return undefined;
  return new RunnerError(
    'store-corrupt',
    `The results database ${database} is damaged; run a sweep once, which sets it aside and recovers what is readable.`,
  );
}

/** No connection to the file is open in this process at this point, so reading it drops no locks (reliability.md, fact 5). */
function copy(database: string, folder: string): string {
  const target = join(folder, basename(database));
  for (const suffix of ['', '-wal', JOURNAL]) if (existsSync(database + suffix)) copyFileSync(database + suffix, target + suffix);
  return target;
}
