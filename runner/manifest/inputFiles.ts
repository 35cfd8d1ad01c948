import { hash } from 'node:crypto';
import { relative, sep } from 'node:path';
import type { RunnerWorld } from '../runnerWorld.ts';

/** The text of a task and of what it is composed of, and the files that its items read. */
export interface InputFiles {
  /** As it ran, of every file that makes the task: itself, what it extends, schema and points files. */
  readonly texts: Readonly<Record<string, string>>;
  /** SHA-256 of the bytes of files that results depend on, by path. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** Notes them while the world that read the task still knows them. Paths are relative to the workspace. */
export function inputFiles(world: RunnerWorld, composed: readonly string[]): InputFiles {
  const named = (path: string): string => relative(world.workspace, path).split(sep).join('/');
  const texts: Record<string, string> = {};
  const inputs: Record<string, string> = {};
  for (const path of composed) {
    const text = world.read(path);
    if (text === undefined) continue;
    if (text.length <= LONGEST_TEXT) texts[named(path)] = text;
    else inputs[named(path)] = hash('sha256', text);
  }
  for (const [path, digest] of world.hashed()) inputs[named(path)] = digest;
  return { texts, inputs };
}

/** Characters; a longer points file is named by its hash. */
const LONGEST_TEXT = 256 * 1024;
