import { closeSync, openSync } from 'node:fs';
import { RunnerError } from '../protocol/errors.ts';
import { loadSqlite, type Sqlite, sqliteCode } from './runtime.ts';
import { connectSnapshot } from './store/snapshot.ts';
import { storeFiles } from './store/files.ts';
import { type Owner, ownerOf } from './store/owner.ts';
import { assertOpened, checkShapes, type FileIdentity, identityOf, prepareFolder, sameFile } from './store/shape.ts';
import { storeTrouble } from './store/trouble.ts';
import { systemCode } from './systemCode.ts';

/** The right to write in a workspace, for as long as this process lives. */
export interface WorkspaceLock {
  readonly kind: 'owned';
  /** Whether the lock is still under its name: after `git clean` another process could take a new one. */
  isInPlace(): boolean;
  release(): void;
}

export type Acquired = WorkspaceLock | { readonly kind: 'held'; readonly by: Owner | undefined };

/**
 * Takes the lock of a workspace without waiting: an exclusive transaction on `.sweepdeck/runner.lock`, which the kernel
 * ends 6 ms after this process dies however it dies, and which it keeps while the process is stopped (reliability.md, fact 6).
 * The epoch in the database (store/owner.ts) covers the rest. `by` is who last opened the database, when that can be read.
 */
export function acquireWorkspace(workspace: string): Acquired {
  const files = storeFiles(workspace);
  const open = loadSqlite();
  try {
    prepareFolder(files);
    const seen = makeLockFile(files.lock);
    const db = open(files.lock, { fileMustExist: true, timeout: PATIENCE });
    if (!begin(db, files.lock, seen)) return { kind: 'held', by: ownerIn(workspace) };
    return { kind: 'owned', isInPlace: () => sameFile(identityOf(files.lock), seen), release: () => void db.close() };
  } catch (error) {
    throw storeTrouble(error, files.lock);
  }
}

/** Milliseconds: longer than the kernel needs to end the lock of a process that was killed. */
const PATIENCE = 100;

/** The file stays empty for ever, so one with content was not made by us and SQLite is not let near it. */
function makeLockFile(file: string): FileIdentity {
  if (checkShapes(file) === undefined) {
    try {
      closeSync(openSync(file, 'wx', 0o600));
    } catch (error) {
      if (systemCode(error) !== 'EEXIST') throw error;
    }
  }
  const seen = checkShapes(file);
  if (seen === undefined || seen.size > 0n)
    throw new RunnerError('store-unavailable', `${file} is not the empty file that Sweepdeck uses as a lock; remove it and try again.`);
  return seen;
}

/** Takes the lock; answers `false` and closes when another process has it. */
function begin(db: Sqlite, file: string, seen: FileIdentity): boolean {
  try {
    assertOpened(file, seen);
    // Nothing is ever written, so no journal file is needed; one would stay behind after a kill.
    db.pragma('journal_mode = MEMORY');
    db.exec('BEGIN EXCLUSIVE');
    // Between the look and the lock the file may have been removed, and locked under its name by another process.
    assertOpened(file, seen);
    return true;
  } catch (error) {
    db.close();
    if (sqliteCode(error)?.startsWith('SQLITE_BUSY') === true) return false;
    throw error;
  }
}

/** Who last opened the database of a workspace for writing, when that can be read. */
export function ownerIn(workspace: string): Owner | undefined {
  try {
    const reading = connectSnapshot(storeFiles(workspace));
    const owner = reading === undefined ? undefined : ownerOf(reading.db);
    reading?.close();
    return owner;
  } catch (error) {
    if (error instanceof RunnerError || sqliteCode(error) !== undefined) return undefined;
    throw error;
  }
}
