import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  statSync,
  writeFileSync,
  type BigIntStats,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import { COMPANIONS, JOURNAL, type StoreFiles } from './files.ts';
import { namesAnotherFile } from './journal.ts';
import { isNetworkDisk } from './networkDisk.ts';
import { systemCode } from '../systemCode.ts';
import { storeTrouble } from './trouble.ts';

/** Which file this is, whatever it is called. */
export interface FileIdentity {
  readonly device: bigint;
  readonly inode: bigint;
}

/** Makes `.sweepdeck/` (mode 0700, ignored by git) where it is missing; refuses one that is a link or another user's. */
export function prepareFolder(files: StoreFiles): void {
  try {
    mkdirSync(files.folder, { mode: 0o700 });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw storeTrouble(error, files.folder);
  }
  checkFolder(files);
  try {
    const { mode } = statSync(files.folder);
    if ((mode & 0o077) !== 0 && process.platform !== 'win32') chmodSync(files.folder, mode & 0o700);
    // `wx` neither overwrites a file nor follows a link.
    writeFileSync(join(files.folder, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (error) {
    if (systemCode(error) !== 'EEXIST') throw storeTrouble(error, files.folder);
  }
}

/** Refuses a `.sweepdeck` that is not a plain folder of ours; answers whether there is one. */
export function checkFolder(files: StoreFiles): boolean {
  const stats = look(files.folder);
  if (stats === undefined) return false;
  if (!stats.isDirectory()) throw refusal(files.folder, `is ${nature(stats)} where a folder belongs`);
  checkOwner(files.folder, stats);
  return true;
}

/**
 * Refuses links, pipes, devices and files with a second name under the names that SQLite would open, because a
 * repository could aim them at files outside. Answers the identity of `file`, or nothing when there is none.
 */
export function checkShapes(file: string): (FileIdentity & { readonly size: bigint }) | undefined {
  for (const suffix of ['-wal', '-shm'] as const) checkShape(file + suffix);
  // Only on a network disk do we leave a rollback journal; replaying one that a repository brings could even delete a file that it names.
  const journal = file + JOURNAL;
  if (checkShape(journal) !== undefined && (!isNetworkDisk(dirname(file)) || namesAnotherFile(journal)))
    throw refusal(journal, 'was not written by Sweepdeck');
  const stats = checkShape(file);
  return stats === undefined ? undefined : { device: stats.dev, inode: stats.ino, size: stats.size };
}

/** The identity of what is now under a name; nothing when the name is free. */
export function identityOf(path: string): FileIdentity | undefined {
  const stats = look(path);
  return stats === undefined ? undefined : { device: stats.dev, inode: stats.ino };
}

/** Which files a database is now, by what their names add to its own. */
export function identitiesOf(database: string): ReadonlyMap<string, FileIdentity | undefined> {
  return new Map(['', ...COMPANIONS].map((suffix) => [suffix, identityOf(database + suffix)]));
}

/** Three looks by name, 20 µs: SQLite itself goes on writing to a file that nobody can open any more. */
export function haveMoved(database: string, identities: ReturnType<typeof identitiesOf>): boolean {
  for (const [suffix, identity] of identities) if (!sameFile(identityOf(database + suffix), identity)) return true;
  return false;
}

/** Whether two looks saw one file. */
export function sameFile(a: FileIdentity | undefined, b: FileIdentity | undefined): boolean {
  return a?.inode === b?.inode && a?.device === b?.device;
}

/**
 * Throws unless the file that was just opened is the one that was looked at, under its real name: a link may have
 * been put there in between. Where the system lists our descriptors this cannot be raced; elsewhere it looks again.
 * Never opens the file: that would drop SQLite's locks (reliability.md, fact 5).
 */
export function assertOpened(file: string, seen: FileIdentity): void {
  const genuine = sameFile(identityOf(file), seen) && (openedPaths()?.has(realPath(file)) ?? true);
  if (!genuine) throw refusal(file, 'was exchanged while it was opened');
}

/** Whether no connection of this process has the file open; false also where the system does not tell. */
export function isSurelyClosed(file: string): boolean {
  return openedPaths()?.has(realPath(file)) === false;
}

/** The name under which the system lists a file of `.sweepdeck`, whose last two steps are known to be no links. */
function realPath(file: string): string {
  return join(realpathSync(dirname(dirname(file))), basename(dirname(file)), basename(file));
}

function openedPaths(): ReadonlySet<string> | undefined {
  if (process.platform !== 'linux') return undefined;
  const paths = new Set<string>();
  for (const name of readdirSync('/proc/self/fd')) {
    try {
      paths.add(readlinkSync(`/proc/self/fd/${name}`));
    } catch (error) {
      // The descriptor of the listing itself is gone by now.
      if (systemCode(error) !== 'ENOENT') throw error;
    }
  }
  return paths;
}

function checkShape(path: string): BigIntStats | undefined {
  const stats = look(path);
  if (stats === undefined) return undefined;
  if (!stats.isFile()) throw refusal(path, `is ${nature(stats)} where a plain file belongs`);
  if (stats.nlink > 1n) throw refusal(path, 'has a second name (a hard link)');
  checkOwner(path, stats);
  return stats;
}

function checkOwner(path: string, stats: BigIntStats): void {
  const me = process.getuid?.();
  if (me !== undefined && stats.uid !== BigInt(me)) throw refusal(path, 'belongs to another user');
}

function look(path: string): BigIntStats | undefined {
  return lstatSync(path, { bigint: true, throwIfNoEntry: false });
}

function nature(stats: BigIntStats): string {
  if (stats.isSymbolicLink()) return 'a symbolic link';
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a pipe';
  if (stats.isSocket()) return 'a socket';
  return stats.isFile() ? 'a file' : 'a device';
}

function refusal(path: string, why: string): RunnerError {
  return new RunnerError('store-unavailable', `${path} ${why}, so Sweepdeck does not open it; move it away and try again.`);
}
