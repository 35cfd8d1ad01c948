import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '../../..');

/** The rooms of the product: one folder, one process. */
export const ROOMS = ['core', 'protocol', 'server', 'runner', 'client', 'webview'] as const;
export type Room = (typeof ROOMS)[number];

export interface Source {
  /** Relative to the checkout, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every file that is or would be committed; deleted ones are left out. */
export function trackedFiles(): readonly string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' });
  return listed.split('\n').filter((path) => path !== '' && existsSync(join(ROOT, path)));
}

/** TypeScript files of these folders. */
export function sourcesIn(...folders: readonly string[]): readonly Source[] {
  const paths = trackedFiles().filter((path) => /\.tsx?$/.test(path) && folders.includes(path.split('/')[0] ?? ''));
  return paths.map(readSource);
}

/** One file with its text. */
export function readSource(path: string): Source {
  return { path, text: readFileSync(join(ROOT, path), 'utf8') };
}
