import { existsSync, renameSync } from 'node:fs';
import { COMPANIONS, JOURNAL } from './files.ts';

/** Renames a database with what SQLite keeps beside it; nothing is ever deleted. Answers the new name. */
export function setAside(file: string, why: 'corrupt' | 'replaced' | 'stray'): string {
  const stamp = new Date().toISOString().replace(/[:.]/g, '-');
  let target = `${file}.${why}-${stamp}`;
  for (let n = 2; existsSync(target) || existsSync(`${target}-wal`); n += 1) target = `${file}.${why}-${stamp}-${n}`;
  for (const suffix of ['', ...COMPANIONS, JOURNAL]) if (existsSync(file + suffix)) renameSync(file + suffix, target + suffix);
  return target;
}
