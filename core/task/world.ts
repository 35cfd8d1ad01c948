import type { ObjectiveSignature } from '../code/signature.ts';
import type { Memory } from '../memory.ts';
import type { ParsedTree } from './tree.ts';
import type { Run } from './task.ts';

/**
 * The outside world as the meaning of a task file needs it, synchronous so that a check is one pure pass.
 * Implementations refuse paths that leave the workspace after resolving links: they answer as if nothing were there.
 */
export interface World {
  /** Absolute path of the workspace folder. */
  readonly workspace: string;
  /** The text of a file, open editors first; `undefined` when there is none, it is unreadable, or larger than 16 MiB. */
  read(path: string): string | undefined;
  /** Absolute paths that match, sorted by code point; `pattern` is relative to `folder`. At most 100,000. */
  glob(folder: string, pattern: string): readonly string[];
  /** What static reading says about the objective; `kind: 'unknown'` where it cannot be read (command, no grammar loaded yet). */
  signature(run: Run, taskFile: string): ObjectiveSignature;
  /** Reads a text like `parseTree`; there where texts are read again and again, by a parser that remembers. */
  readonly parse?: (text: string, file: string) => ParsedTree;
  /** What was computed from texts that are read again and again. */
  readonly memory?: Memory;
  /** POSIX-like path arithmetic of the platform. */
  resolve(folder: string, path: string): string;
  folder(path: string): string;
}
