import type { Failure } from '../core/sweep/outcome.ts';

/**
 * Lines from the runner to a worker, on its file descriptor 3: a `LoadMessage`, then `RunMessage`s, at last a
 * `StopMessage`, each as JSON (values as in core/value/encode.ts). Standard output and error stay the user's.
 */
export type ToWorker = LoadMessage | RunMessage | StopMessage;

/** First message: what to import and where from. */
export interface LoadMessage {
  readonly kind: 'load';
  readonly language: 'python' | 'node' | 'command';
  /** `module:function`, or an absolute path `#` export; the program of a command is part of each item. */
  readonly target: string;
  readonly setup?: string;
  /** The folder to work in. */
  readonly cwd: string;
  /** Folders for imports, in order: the task file's, then the workspace's. */
  readonly folders: readonly string[];
  /** Random text of the markers that cut standard output and error into items (see `outputMark`). */
  readonly token: string;
  /** The folder that those of items are given from: it is long, and the same for all. */
  readonly root: string;
  /** A temporary folder that the worker's program removes when the runner is gone. */
  readonly scratch?: string;
}

/** Items are `[seq, parameters, seed, replicate, folder]` for Python and Node, with `folder` as seen from `root`; `CommandItem`s for commands. */
export interface RunMessage {
  readonly kind: 'run';
  readonly items: readonly unknown[];
}

export interface StopMessage {
  readonly kind: 'stop';
}

/** One command line, ready to be started. */
export interface CommandItem {
  readonly seq: number;
  readonly file: string;
  readonly arguments: readonly string[];
  /** Added to the environment of the spawner. */
  readonly env: Readonly<Record<string, string>>;
  /** The item's own folder, when it is asked for: made before the command starts. */
  readonly folder?: string;
  /** `[path, text]`: written before the command starts. */
  readonly files: readonly (readonly [path: string, text: string])[];
  /** A result file that an earlier attempt may have left. */
  readonly stale?: string;
  /** Milliseconds. */
  readonly timeout?: number;
}

/** A command line that cannot be built, and why: answered in its turn. */
export interface RefusedCommand {
  readonly seq: number;
  readonly refused: string;
}

/** How an item of a command ended, as the spawner's answer: the outputs of its `value`. The runner makes an outcome of it. */
export type CommandEnd =
  | { readonly code: number }
  | { readonly signal: string }
  /** It ran longer than it may, and was killed. */
  | { readonly timeout: true }
  /** The command could not be started: the name of the system's error (`ENOENT`) and what it says. */
  | { readonly program: string; readonly error: string; readonly text: string }
  | { readonly refused: string };

/**
 * Lines from a worker to the runner, on its file descriptor 4. One worker answers its items in the order in which it
 * got them and writes each answer before the next item begins, so that the first unanswered one is the one that runs.
 * A line is one letter and fields separated by tabs, because reading and writing JSON around JSON costs a third of
 * the throughput: `R version packages`, `X failure`, `V seq seconds marked outputs`, `F seq seconds marked failure`,
 * `P seq metrics`, `S seq pid`, `D failure`.
 */
export type FromWorker =
  /** The objective is loaded (and `setup` has run). `packages` are `name==version` of what is installed beside it. */
  | { readonly kind: 'ready'; readonly version: string; readonly packages?: readonly string[] }
  /** Loading failed: no item can run. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** `marked`: an `outputMark` was written to both streams; only then is the item's output complete. `outputs` is JSON text. */
  | { readonly kind: 'value'; readonly seq: number; readonly seconds: number; readonly marked: boolean; readonly outputs: string }
  | { readonly kind: 'failure'; readonly seq: number; readonly seconds: number; readonly marked: boolean; readonly failure: Failure }
  | { readonly kind: 'report'; readonly seq: number; readonly metrics: string }
  /** A command runs; its process leads a group of its own. */
  | { readonly kind: 'started'; readonly seq: number; readonly pid: number }
  /** The worker is about to end because of the running item. */
  | { readonly kind: 'dying'; readonly failure: Failure };

/** Written to both output streams after an item: everything since the previous mark belongs to it. */
export const outputMark = (token: string, seq: number): string => `\u001e${token}:${seq}\u001e\n`;

/** The line of an answer, with its line feed: ASCII, since all text in it is within JSON, where anything can be escaped. */
export function writeAnswer(answer: FromWorker): string {
  const line = answerLine(answer);
  return NOT_ASCII.test(line) ? line.replace(EACH_NOT_ASCII, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`) : line;
}

const NOT_ASCII = /[^\0-\x7f]/;
const EACH_NOT_ASCII = /[^\0-\x7f]/g;

function answerLine(answer: FromWorker): string {
  switch (answer.kind) {
    case 'ready':
      return `R${answer.version}\n`;
    case 'refused':
      return `X${JSON.stringify(answer.failure)}\n`;
    case 'value':
      return `V${answer.seq}\t${answer.seconds.toFixed(9)}\t${answer.marked ? 1 : 0}\t${answer.outputs}\n`;
    case 'failure':
      return `F${answer.seq}\t${answer.seconds.toFixed(9)}\t${answer.marked ? 1 : 0}\t${JSON.stringify(answer.failure)}\n`;
    case 'report':
      return `P${answer.seq}\t${answer.metrics}\n`;
    case 'started':
      return `S${answer.seq}\t${answer.pid}\n`;
    case 'dying':
      return `D${JSON.stringify(answer.failure)}\n`;
  }
}
