import { type BigIntStats, statSync } from 'node:fs';

/** What was looked at of a path: what it holds, or only what is there. A folder in which files come and go holds something else, but is the same one. */
export type Look = 'content' | 'nature';

/** A path, how it was looked at, and what it looked like. */
export type Stamp = readonly [path: string, look: Look, seen: string];

/** What a set of files and folders looked like when they were read. */
export interface Stamps {
  /** False as soon as one of them was changed, made or removed. A few microseconds a file. */
  current(): boolean;
  /**
   * The stamps for keeping; none when a file was changed at or after `since` (milliseconds since 1970), when reading
   * began: then nobody can tell whether what was read is what was stamped.
   */
  kept(since: number): readonly Stamp[] | undefined;
}

export function stampFiles(paths: ReadonlyMap<string, Look>): Stamps {
  const stamps: Stamp[] = [];
  let newest = 0;
  for (const [path, look] of paths) {
    const stat = statOf(path);
    stamps.push([path, look, stampOf(stat, look)]);
    if (stat && look === 'content') newest = Math.max(newest, Number(stat.ctimeMs), Number(stat.mtimeMs));
  }
  return {
    current: () => areCurrent(stamps),
    kept: (since) => (newest < since - CLOCK_STEP ? stamps : undefined),
  };
}

/** Whether everything still looks as it did. */
export function areCurrent(stamps: readonly Stamp[]): boolean {
  return stamps.every(([path, look, seen]) => stampOf(statOf(path), look) === seen);
}

/** Milliseconds by which a file system's clock may lag behind: Linux stamps files by the tick. */
const CLOCK_STEP = 20;

function statOf(path: string): BigIntStats | undefined {
  return statSync(path, { bigint: true, throwIfNoEntry: false });
}

function stampOf(stat: BigIntStats | undefined, look: Look): string {
  if (!stat) return 'none';
  return look === 'nature' ? `${stat.dev}:${stat.ino}` : `${stat.dev}:${stat.ino}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}`;
}
