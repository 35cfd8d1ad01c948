import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import { fault } from '../fault.ts';
import type { Sqlite } from '../runtime.ts';
import { connectReading, connectWriting, createDatabase, moveIntoPlace, probe, refusalOf } from './connect.ts';
import { copyInto } from './copyInto.ts';
import { COMPANIONS, JOURNAL, type StoreFiles } from './files.ts';
import { RESCUED, UNFINISHED } from './merge.ts';
import { isLivingOther, ownerOf } from './owner.ts';
import { salvage, type Salvage } from './salvage.ts';
import { setAside } from './setAside.ts';
import { type FileIdentity, identityOf, prepareFolder, sameFile } from './shape.ts';
import { isCorrupt } from './trouble.ts';
import { upgrade } from './upgrade.ts';

/** A connection that may write, and what had to be done to get it. */
export interface Ready {
  readonly db: Sqlite;
  readonly notice: string | undefined;
}

/** Opens the workspace's database for writing: makes it, brings it up to date or recovers it where needed. */
export function openForWriting(files: StoreFiles): Ready {
  prepareFolder(files);
  const found = probe(files.database);
  const refusal = refusalOf(files.database, found);
  if (refusal !== undefined) throw refusal;
  if (found.kind === 'damaged') return recover(files);
  if (found.kind === 'nothing') {
    const notice = adopt(files);
    if (notice !== undefined) return { ...openForWriting(files), notice };
    create(files);
  }
  if (found.kind === 'older' && !upgraded(files.database)) return recover(files);
  const db = connectWriting(files.database);
  return db === undefined ? recover(files) : { db, notice: undefined };
}

/** False where the older database is damaged. */
function upgraded(file: string): boolean {
  try {
    upgrade(file);
    return true;
  } catch (error) {
    if (isCorrupt(error)) return false;
    throw error;
  }
}

/** A connection whose file is not under its name any more. */
export interface Lost {
  readonly db: Sqlite;
  /** What its files were, by what their names add to the database's. */
  readonly identities: ReadonlyMap<string, FileIdentity | undefined>;
}

/**
 * Saves everything that `lost` can still read although its file has been removed or replaced, and puts it back
 * (reliability.md, fact 4). When a living runner already works on the new file, the rescued one stays beside it.
 */
export function rescue(files: StoreFiles, lost: Lost): Ready {
  prepareFolder(files);
  const rescued = `${files.database}${RESCUED}${process.pid}-${Date.now()}`;
  copyInto(lost.db, `${rescued}${UNFINISHED}`);
  // From here on the copy is whole, and found by the next runner should this one die.
  renameSync(`${rescued}${UNFINISHED}`, rescued);
  fault('rescue.copied');
  // A log of ours is in the copy by now; beside another file it would be replayed onto that one.
  for (const suffix of COMPANIONS) if (isStill(files.database + suffix, lost.identities.get(suffix))) rmSync(files.database + suffix);
  // Our own file under its own name (only its log was taken) gives way to the copy.
  if (isStill(files.database, lost.identities.get(''))) rmSync(files.database);
  if (hasOtherOwner(files.database)) {
    throw new RunnerError(
      'lock-held',
      `The results database ${files.database} was replaced and another runner works on the new one; the results of this runner are kept in ${rescued}, and that one takes them over with its next sweep.`,
    );
  }
  fault('rescue.cleared');
  const replaced = isTaken(files.database) ? setAside(files.database, 'replaced') : undefined;
  moveIntoPlace(rescued, files.database);
  fault('rescue.moved');
  // Only now: until here everything could be tried again. Closing removes a log by name, and the new file has none yet.
  lost.db.close();
  const aside = replaced === undefined ? '' : ` What had taken its place is kept as ${basename(replaced)}.`;
  return {
    ...openForWriting(files),
    notice: `The results database was removed or replaced while a sweep ran; all its results were written back to ${files.database}.${aside}`,
  };
}

/** A runner that died in the middle of a rescue has left a whole copy: it takes the place of the database that is gone. */
function adopt(files: StoreFiles): string | undefined {
  const prefix = basename(files.database) + RESCUED;
  const copies = readdirSync(files.folder).filter((name) => name.startsWith(prefix));
  for (const name of copies) if (name.endsWith(UNFINISHED)) rmSync(join(files.folder, name), { force: true });
  const copy = copies
    .filter((name) => !name.endsWith(UNFINISHED))
    .sort(byAge)
    .find((name) => probe(join(files.folder, name)).kind === 'current');
  if (copy === undefined) return undefined;
  if (isTaken(files.database)) setAside(files.database, 'stray');
  moveIntoPlace(join(files.folder, copy), files.database);
  return `The results database was removed while a sweep ran, and its runner was ended while it saved the results; they were written back to ${files.database}.`;
}

/** Newest first, by the time in the name. */
function byAge(a: string, b: string): number {
  return Number(b.split('-').at(-1)) - Number(a.split('-').at(-1));
}

function create(files: StoreFiles, fill?: (db: Sqlite) => void): void {
  // A write-ahead log of a database that is gone must not be replayed onto the new one.
  if (isTaken(files.database)) setAside(files.database, 'stray');
  createDatabase(files.database, fill);
}

function recover(files: StoreFiles): Ready {
  const aside = setAside(files.database, 'corrupt');
  let saved: Salvage = { runs: 0, damaged: 0 };
  create(files, (db) => {
    saved = salvage(aside, db);
  });
  const db = connectWriting(files.database);
  if (db === undefined)
    throw new RunnerError(
      'store-corrupt',
      `The results database ${files.database} is damaged again right after it was made; check the disk.`,
    );
  const bad = saved.damaged === 0 ? '' : `, ${saved.damaged} of them damaged`;
  return {
    db,
    notice: `The results database was damaged: it is kept as ${basename(aside)}, and ${saved.runs} of its rows were recovered${bad}.`,
  };
}

function hasOtherOwner(database: string): boolean {
  if (probe(database).kind !== 'current') return false;
  const db = connectReading(database);
  try {
    const owner = ownerOf(db);
    return owner !== undefined && isLivingOther(owner);
  } finally {
    db.close();
  }
}

function isStill(path: string, identity: FileIdentity | undefined): boolean {
  return identity !== undefined && sameFile(identityOf(path), identity);
}

function isTaken(database: string): boolean {
  return ['', ...COMPANIONS, JOURNAL].some((suffix) => identityOf(database + suffix) !== undefined);
}
