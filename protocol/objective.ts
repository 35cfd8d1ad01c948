import type { Failure } from '../core/sweep/outcome.ts';
import type { Value } from '../core/value/value.ts';

/**
 * JSON lines between the runner and a language worker: file descriptor 3 carries these to the worker, 4 the answers.
 * Values are encoded as in core/value/encode.ts. One worker answers its items in the order in which it got them, so
 * that the first unanswered one is the one that runs. Standard output and error stay the user's.
 */
export type ToWorker =
  | LoadMessage
  | { readonly kind: 'run'; readonly items: readonly WorkerItem[] }
  | { readonly kind: 'stop' };

/** First message: what to import and where from. */
export interface LoadMessage {
  readonly kind: 'load';
  readonly language: 'python' | 'node';
  /** `module:function` or absolute path `#` export. */
  readonly target: string;
  readonly setup?: string;
  /** Folders for imports, in order: the task file's, then the workspace's. */
  readonly folders: readonly string[];
  /** Random text of the markers that cut standard output and error into items (see OUTPUT_MARK). */
  readonly token: string;
}

/** `[seq, parameters, seed, replicate, folder]`; `folder` is where `sweepdeck.dir()` would be, made on demand. */
export type WorkerItem = readonly [seq: number, parameters: Value, seed: number, replicate: number, folder: string];

export type FromWorker =
  /** The objective is loaded (and `setup` has run). */
  | { readonly kind: 'ready'; readonly version: string }
  /** Loading failed: no item can run. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** `marked`: an OUTPUT_MARK for this item was written to standard output and error; wait for it before the item's output is complete. */
  | { readonly kind: 'value'; readonly seq: number; readonly outputs: Value; readonly seconds: number; readonly marked?: boolean }
  | { readonly kind: 'failure'; readonly seq: number; readonly failure: Failure; readonly seconds: number; readonly marked?: boolean }
  | { readonly kind: 'report'; readonly seq: number; readonly metrics: Value };

/** Written to both output streams after an item: everything since the previous mark belongs to it. */
export const outputMark = (token: string, seq: number): string => `\u001e${token}:${seq}\u001e\n`;
