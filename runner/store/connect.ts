import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import { fault } from '../fault.ts';
import { loadSqlite, type Sqlite, sqliteCode } from '../runtime.ts';
import { inspect, migrate, type Verdict } from './migrate.ts';
import { BUSY_TIMEOUT, setGuards, setReading, setWriting } from './pragmas.ts';
import { hasSmallSchema } from './peek.ts';
import { assertOpened, checkShapes, identityOf, isSurelyClosed } from './shape.ts';
import { isCorrupt } from './trouble.ts';

/** What lies under the database's name, found without changing a byte of it. */
export type Found = { readonly kind: 'nothing' } | { readonly kind: 'damaged' } | Verdict;

/** Looks at a database file through a read-only connection, which neither checkpoints nor migrates. */
export function probe(file: string): Found {
  const seen = checkShapes(file);
  if (seen === undefined || seen.size === 0n) return { kind: 'nothing' };
  if (seen.size < SMALLEST) return { kind: 'damaged' };
  if (isSurelyClosed(file) && !hasSmallSchema(file)) return { kind: 'foreign' };
  try {
    return judged(file, true);
  } catch (error) {
    // A transaction on a network disk was cut off: whoever opens the file next takes it back.
    if (sqliteCode(error) === 'SQLITE_READONLY_ROLLBACK') return judged(file, false);
    if (isCorrupt(error)) return { kind: 'damaged' };
    throw error;
  }
}

function judged(file: string, readonly: boolean): Verdict {
  const db = connect(file, readonly);
  try {
    return inspect(db);
  } finally {
    db.close();
  }
}

/** Bytes of SQLite's smallest page; it takes a shorter file for an empty database. */
const SMALLEST = 512n;

/** A read-only connection to a database that is ours and current; throws a `RunnerError` for any other. */
export function connectReading(file: string): Sqlite {
  return proven(file, connect(file, true), setReading);
}

/** The writer's connection; `probe` has said that the file is current. Answers nothing when SQLite's quick check finds damage. */
export function connectWriting(file: string): Sqlite | undefined {
  const db = proven(file, connect(file, false), setWriting);
  if (db.pragma('quick_check(1)', { simple: true }) === 'ok') return db;
  db.close();
  return undefined;
}

/**
 * Makes a new database under a temporary name and renames it into place, so that a crash leaves no half-made one.
 * `fill` may write to it before it appears.
 */
export function createDatabase(file: string, fill: (db: Sqlite) => void = () => undefined): void {
  const temporary = `${file}.new`;
  for (const suffix of ['', '-journal', '-wal', '-shm']) rmSync(temporary + suffix, { force: true });
  // `wx` neither overwrites nor follows a link; SQLite then opens the empty file that we made.
  closeSync(openSync(temporary, 'wx', 0o600));
  const db = connect(temporary, false);
  try {
    migrate(db);
    fill(db);
    setWriting(db);
  } finally {
    db.close();
  }
  fault('store.created');
  moveIntoPlace(temporary, file);
}

/** Makes a finished file durable under its final name. No connection to it may be open in this process (reliability.md, fact 5). */
export function moveIntoPlace(temporary: string, file: string): void {
  syncFile(temporary);
  renameSync(temporary, file);
  if (process.platform !== 'win32') syncFile(dirname(file));
}

/** The sentence for a database that must not be used, or nothing. */
export function refusalOf(file: string, found: Found): RunnerError | undefined {
  switch (found.kind) {
    case 'newer':
      return new RunnerError(
        'store-newer',
        `${file} was written by a newer Sweepdeck (schema ${found.version}) and is left untouched; update Sweepdeck, or move the file away to start without its results.`,
      );
    case 'foreign':
      return new RunnerError(
        'store-foreign',
        `${file} is not a database that Sweepdeck made, or is damaged beyond telling, so it is not opened and left untouched; move it away (for example to ${file}.foreign) to start with an empty one.`,
      );
    default:
      return undefined;
  }
}

/** A guarded connection whose schema nobody has looked at yet. */
export function connect(file: string, readonly: boolean): Sqlite {
  const seen = identityOf(file);
  const db = loadSqlite()(file, { readonly, fileMustExist: true, timeout: BUSY_TIMEOUT });
  try {
    if (seen === undefined) throw new RunnerError('store-unavailable', `${file} has just been removed; try again.`);
    assertOpened(file, seen);
    setGuards(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Judges again through the connection that will be used: the file may have been exchanged since `probe`. */
function proven(file: string, db: Sqlite, settings: (db: Sqlite) => void): Sqlite {
  try {
    const found = inspect(db);
    if (found.kind === 'older')
      throw new RunnerError('store-unavailable', `${file} was written by an older Sweepdeck; run a sweep once to bring it up to date.`);
    const refusal = refusalOf(file, found);
    if (refusal !== undefined) throw refusal;
    settings(db);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** Waits until a file or folder is on the disk; not for a file that a connection of this process has open. */
export function syncFile(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
