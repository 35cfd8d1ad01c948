import { statSync } from 'node:fs';

/** What a set of files and folders looked like when they were read. */
export interface Stamps {
  /** False as soon as one of them was changed, made or removed. A few microseconds a file. */
  current(): boolean;
}

export function stampFiles(paths: Iterable<string>): Stamps {
  const seen = new Map([...paths].map((path) => [path, stamp(path)]));
  return { current: () => [...seen].every(([path, was]) => stamp(path) === was) };
}

function stamp(path: string): string {
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat ? `${stat.ino}:${stat.size}:${stat.mtimeNs}:${stat.ctimeNs}` : 'none';
}
