import type { Outcome } from '../../core/sweep/outcome.ts';
import type { Run } from '../../core/task/task.ts';
import type { Point } from '../../core/value/value.ts';
import type { DeclaredOutputs } from './finishOutcome.ts';

/** One attempt at an item, as a worker gets it. */
export interface Job {
  /** Unique in the sweep; answers name it. */
  readonly seq: number;
  readonly key: string;
  readonly point: Point;
  /** The point nested and encoded for user code: floats are written with a decimal point where the type says float. */
  readonly parameters: string;
  readonly seed: number;
  readonly replicate: number;
  /** Absolute path of the item's own folder; made only when the objective asks. */
  readonly folder: string;
  /** Milliseconds; none when there is no limit. */
  readonly timeout?: number | undefined;
}

/** What every kind of worker is made of. */
export interface WorkerSetup {
  readonly run: Run;
  /** Absolute path of the task file and of the workspace. */
  readonly taskFile: string;
  readonly workspace: string;
  /** Python interpreter (absolute path or a name on PATH). */
  readonly python: string;
  /** Watched resident size in bytes; the worker is killed and the item fails as `oom` beyond it. */
  readonly memory: number;
  /** Environment marker `SWEEPDECK_SWEEP=<token>`, by which stray processes are found. */
  readonly token: string;
  /** Milliseconds between SIGTERM and SIGKILL when stopped. */
  readonly grace: number;
  /** What the schema says of outputs; none where it declares none. */
  readonly outputs?: DeclaredOutputs;
  /** Above the folders of all items: the workspace, or a temporary folder for an item that is only tried. */
  readonly fileRoot: string;
  /** Whether files that items leave are kept in the store of `fileRoot`. */
  readonly keepsFiles: boolean;
}

/**
 * A worker runs jobs one after the other. It promises: after `send`, every job ends in exactly one member of
 * `outcomes` or `returned`, and all of them before `ended`. A job that is running when the worker dies or times out
 * is an outcome; jobs behind it are returned, never charged.
 */
export interface ObjectiveWorker {
  send(jobs: readonly Job[]): void;
  /** Ends it and every process below it: SIGTERM to the group, `grace`, SIGKILL. Unanswered jobs end as `cancelled` or returned. */
  stop(): Promise<void>;
  /** What the running job has printed and reported so far. */
  peek(): Seen | undefined;
}

export interface Seen {
  readonly seq: number;
  readonly output: ItemOutput;
  /** As encoded outputs; missing where it has reported nothing. */
  readonly reported?: string;
}

export interface WorkerEvents {
  /** It can run jobs; the first one that is ready says what it is. */
  ready(program: WorkerProgram): void;
  /** In the order in which the jobs ran; those of short items come together. */
  outcomes(ended: readonly EndedJob[]): void;
  returned(seqs: readonly number[]): void;
  report(seq: number, metrics: string): void;
  /** The worker is gone. `refused`: it never became ready, and the reason is the sweep's, not an item's. */
  ended(end: WorkerEnd): void;
}

/** How a job ended, and what it printed. */
export interface EndedJob {
  readonly seq: number;
  readonly outcome: Outcome;
  readonly output: ItemOutput | undefined;
}

/** The program that runs the objective: its version, and the packages that it finds, as `name==version`. */
export interface WorkerProgram {
  readonly version: string;
  readonly packages?: readonly string[];
}

export type WorkerEnd =
  | { readonly kind: 'stopped' }
  | { readonly kind: 'crashed' }
  | { readonly kind: 'refused'; readonly failure: Extract<Outcome, { kind: 'failure' }>['failure'] };

/** The last 1 MiB of each stream; `undefined` stands for two empty ones. */
export interface ItemOutput {
  readonly stdout: Uint8Array;
  readonly stderr: Uint8Array;
  readonly droppedStdout: number;
  readonly droppedStderr: number;
}

export type StartWorker = (setup: WorkerSetup, events: WorkerEvents) => ObjectiveWorker;
