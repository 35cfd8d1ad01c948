import type { Execution } from '../task/task.ts';
import type { Outcome } from './outcome.ts';

/*
 * The whole scheduler: what to do next, given what happened. No clock, no I/O, no randomness of its own.
 * The state is advanced in place (a sweep may have a million items), but `step` depends on nothing else.
 */

/** An item by its index among the items of the sweep (point × replicates + replicate). */
export type ItemIndex = number;

export interface ScheduleOptions {
  readonly execution: Execution;
  readonly workers: number;
  /** Selected items in the order in which they are to run. */
  readonly items: Iterable<ItemIndex>;
  readonly selected: number;
  /** How long a batch should last, in milliseconds. */
  readonly batchTarget: number;
  /** Commands take one job at a time. */
  readonly maxBatch: number;
}

export type ScheduleEvent =
  | { readonly kind: 'begin'; readonly now: number }
  | { readonly kind: 'ready'; readonly worker: number; readonly now: number }
  | { readonly kind: 'outcome'; readonly worker: number; readonly seq: number; readonly outcome: Outcome; readonly now: number }
  | { readonly kind: 'returned'; readonly worker: number; readonly seqs: readonly number[]; readonly now: number }
  | { readonly kind: 'ended'; readonly worker: number; readonly refused?: Extract<Outcome, { kind: 'failure' }>['failure']; readonly now: number }
  | { readonly kind: 'cancel'; readonly now: number }
  /** A `wake` that was asked for has come. */
  | { readonly kind: 'tick'; readonly now: number };

export type ScheduleCommand =
  | { readonly kind: 'spawn'; readonly worker: number }
  | { readonly kind: 'send'; readonly worker: number; readonly jobs: readonly ScheduledJob[] }
  | { readonly kind: 'stop'; readonly worker: number }
  /** The attempt counts: store it. `final: false` when a retry will follow. */
  | { readonly kind: 'record'; readonly job: ScheduledJob; readonly worker: number; readonly outcome: Outcome; readonly final: boolean }
  | { readonly kind: 'wake'; readonly at: number }
  | { readonly kind: 'finish'; readonly end: 'completed' | 'cancelled' | 'stopped'; readonly reason?: string };

export interface ScheduledJob {
  readonly seq: number;
  readonly item: ItemIndex;
  /** 1 for the first attempt in this sweep. */
  readonly attempt: number;
}
