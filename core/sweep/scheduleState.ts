import type { Execution, FailureKind } from '../task/task.ts';
import { type BatchSize, newBatchSize } from './batch.ts';
import type { Failure, Outcome } from './outcome.ts';
import type { WorkerRecord } from './quarantine.ts';

/** An item by its index among the items of the sweep (point × replicates + replicate). */
export type ItemIndex = number;

export interface ScheduleOptions {
  readonly execution: Pick<Execution, 'retries' | 'onFailure' | 'maxFailures'>;
  readonly workers: number;
  /** Selected items in the order in which they are to run; read as workers ask for them. */
  readonly items: Iterable<ItemIndex>;
  readonly selected: number;
  /** What has become of an item that another sweep may run as well; asked just before a worker would get it. */
  readonly look?: (item: ItemIndex) => 'free' | 'taken' | 'done';
  /** How long a batch should last, in seconds of measured work. */
  readonly batchTarget: number;
  /** Most jobs that one message to a worker may hold. */
  readonly maxBatch: number;
  /** Kinds of failure that end the worker: the item is tried once more although the task names no retries. */
  readonly crashes: readonly FailureKind[];
}

/** `now` is monotonic, in milliseconds. */
export type ScheduleEvent =
  | { readonly kind: 'begin'; readonly now: number }
  | { readonly kind: 'ready'; readonly worker: number; readonly now: number }
  | { readonly kind: 'outcome'; readonly worker: number; readonly seq: number; readonly outcome: Outcome; readonly now: number }
  | { readonly kind: 'returned'; readonly worker: number; readonly seqs: readonly number[]; readonly now: number }
  | { readonly kind: 'ended'; readonly worker: number; readonly refused?: Failure | undefined; readonly now: number }
  /** Another sweep has let go of an item that this one waits for; `done`: with a result, which is this one's as well. */
  | { readonly kind: 'released'; readonly item: ItemIndex; readonly done: boolean; readonly now: number }
  | { readonly kind: 'cancel'; readonly now: number }
  | ({ readonly kind: 'steer'; readonly now: number } & Steering)
  /** A `wake` that was asked for has come. */
  | { readonly kind: 'tick'; readonly now: number };

/** What a person changes of a sweep that runs. */
export interface Steering {
  readonly workers?: number;
  /** Whether no further item may begin. */
  readonly held?: boolean;
}

export type ScheduleCommand =
  | { readonly kind: 'spawn'; readonly worker: number }
  | { readonly kind: 'send'; readonly worker: number; readonly jobs: readonly ScheduledJob[] }
  | { readonly kind: 'stop'; readonly worker: number }
  /** The attempt counts: store it. `final: false` when a retry will follow. */
  | { readonly kind: 'record'; readonly job: ScheduledJob; readonly worker: number; readonly outcome: Outcome; readonly final: boolean }
  | { readonly kind: 'wake'; readonly at: number }
  | { readonly kind: 'finish'; readonly end: SweepEnd; readonly refused?: Failure };

export type SweepEnd = 'completed' | 'cancelled' | 'stopped';

export interface ScheduledJob {
  readonly seq: number;
  readonly item: ItemIndex;
  /** 1 for the first attempt in this sweep. */
  readonly attempt: number;
}

export interface ScheduleState {
  readonly options: ScheduleOptions;
  readonly workers: Map<number, WorkerState>;
  /** Items given back by a worker that ended, and retries with the time from which they may run. */
  readonly again: { readonly item: ItemIndex; readonly attempt: number; readonly notBefore: number }[];
  /** Items that another sweep runs now, with the attempt that this one would make. */
  readonly taken: Map<ItemIndex, number>;
  readonly batch: BatchSize;
  /**
   * Of every place that is open for a worker; a place that is closed, because everything failed there or because there are
   * to be fewer, is not among them: its worker gets nothing more.
   */
  readonly records: Map<number, WorkerRecord>;
  source: Iterator<ItemIndex> | undefined;
  held: boolean;
  /** Workers in a row that could not start. */
  refusals: number;
  everReady: boolean;
  nextSeq: number;
  /** Items that the source has given. */
  drawn: number;
  finished: number;
  /** Those of them that another sweep has run. */
  adopted: number;
  failed: number;
  end: SweepEnd | undefined;
  refused: Failure | undefined;
  over: boolean;
}

/** What one place for a worker holds. */
export interface WorkerState {
  ready: boolean;
  stopping: boolean;
  /** In the order in which they were sent; the first one runs. */
  readonly jobs: Map<number, ScheduledJob>;
}

export function newSchedule(options: ScheduleOptions): ScheduleState {
  return {
    options,
    workers: new Map(),
    again: [],
    taken: new Map(),
    batch: newBatchSize(),
    records: new Map(),
    held: false,
    refusals: 0,
    everReady: false,
    source: options.items[Symbol.iterator](),
    nextSeq: 1,
    drawn: 0,
    finished: 0,
    adopted: 0,
    failed: 0,
    end: undefined,
    refused: undefined,
    over: false,
  };
}
