import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { FRAME_HEADER, LOG_HEADER, soundFrames } from './soundFrames.ts';
import { systemCode } from '../systemCode.ts';

/**
 * Whether the schema of a database file, and of the log beside it, is of a size that SQLite reads in an instant. SQLite parses
 * all of it before the first query and cannot be interrupted: 400,000 views in 24 MB take it minutes. Ours takes two pages, so the
 * root of the schema's tree may have a few children that are leaves, and no more. Anything else that is wrong with the file is SQLite's to say.
 *
 * The file must not be open in this process: reading it would drop SQLite's locks (reliability.md, fact 5).
 */
export function hasSmallSchema(file: string): boolean {
  const main = openSync(file, PLAINLY);
  const log = openIfThere(`${file}-wal`);
  try {
    const header = readAt(main, 0, PAGE);
    if (header.toString('latin1', 0, 16) !== MAGIC) return true;
    if (header.readUInt16BE(16) !== PAGE || (log !== undefined && !hasOurPages(log))) return false;
    if (isSmall(main, header, log === undefined ? [] : [log, Number.POSITIVE_INFINITY])) return true;
    // Only now, because it reads the whole log: after a power loss some of it may be nobody's.
    return (
      log !== undefined && isSmall(main, header, [log, soundFrames((at, length) => readAt(log, at, length), fstatSync(log).size, PAGE)])
    );
  } finally {
    closeSync(main);
    if (log !== undefined) closeSync(log);
  }
}

/** Looks at the file and at the first so many frames of its log. */
function isSmall(main: number, header: Buffer, [log, frames = 0]: readonly [log?: number, frames?: number]): boolean {
  const roots = [header, ...(log === undefined ? [] : loggedPages(log, frames, new Set([1])))];
  const children = new Set<number>();
  for (const root of roots) {
    if (root[ROOT] !== INTERIOR) continue;
    const cells = root.readUInt16BE(ROOT + 3);
    if (cells > MOST_CELLS) return false;
    for (let n = 0; n < cells; n += 1) children.add(childAt(root, root.readUInt16BE(ROOT + 12 + 2 * n)));
    children.add(root.readUInt32BE(ROOT + 8));
  }
  const pages = [...children].map((page) => readAt(main, (page - 1) * PAGE, 1));
  return [...pages, ...(log === undefined ? [] : loggedPages(log, frames, children))].every((page) => page[0] !== INTERIOR);
}

/** Neither through a link nor waiting for a pipe, should one have been put there just now. Windows knows neither flag. */
const PLAINLY = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
const MAGIC = 'SQLite format 3\0';
/** The page size of our databases, which is SQLite's default. */
const PAGE = 4096;
/** Where the root of the schema begins in page 1, behind the header of the file (sqlite.org/fileformat2.html). */
const ROOT = 100;
const INTERIOR = 5;
const MOST_CELLS = 16;

function childAt(page: Buffer, offset: number): number {
  return offset + 4 <= page.length ? page.readUInt32BE(offset) : 0;
}

function hasOurPages(log: number): boolean {
  return fstatSync(log).size <= LOG_HEADER || readAt(log, 8, 4).readUInt32BE(0) === PAGE;
}

/** Every version of these pages in the first so many frames of the log, also of transactions that were never committed. */
function loggedPages(log: number, frames: number, wanted: ReadonlySet<number>): readonly Buffer[] {
  const found: Buffer[] = [];
  const size = Math.min(fstatSync(log).size, LOG_HEADER + frames * (FRAME_HEADER + PAGE));
  for (let at = LOG_HEADER; at + FRAME_HEADER + PAGE <= size; at += FRAME_HEADER + PAGE) {
    if (wanted.has(readAt(log, at, 4).readUInt32BE(0))) found.push(readAt(log, at + FRAME_HEADER, PAGE));
  }
  return found;
}

/** Bytes behind the end are zero. */
function readAt(descriptor: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  if (position >= 0) readSync(descriptor, bytes, 0, length, position);
  return bytes;
}

function openIfThere(file: string): number | undefined {
  try {
    return openSync(file, PLAINLY);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
