import type { Execution, FailureKind } from '../task/task.ts';
import { type BatchSize, batchSize, learn, newBatchSize } from './batch.ts';
import type { Failure, Outcome } from './outcome.ts';
import { judgeWorker, newWorkerRecord, type WorkerRecord } from './quarantine.ts';
import { retryDelay } from './retry.ts';

/*
 * The whole scheduler: what to do next, given what happened. No clock, no I/O, no randomness of its own.
 * The state is advanced in place (a sweep may have a million items), but `step` depends on nothing else.
 */

/** An item by its index among the items of the sweep (point × replicates + replicate). */
export type ItemIndex = number;

export interface ScheduleOptions {
  readonly execution: Pick<Execution, 'retries' | 'onFailure' | 'maxFailures'>;
  readonly workers: number;
  /** Selected items in the order in which they are to run; read as workers ask for them. */
  readonly items: Iterable<ItemIndex>;
  readonly selected: number;
  /** How long a batch should last, in seconds of measured work. */
  readonly batchTarget: number;
  /** 1 where a worker takes one job at a time (commands). */
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
  readonly batch: BatchSize;
  /** Of every place that is open for a worker; a place that is closed because everything failed there is not among them. */
  readonly records: Map<number, WorkerRecord>;
  source: Iterator<ItemIndex> | undefined;
  /** Workers in a row that could not start. */
  refusals: number;
  everReady: boolean;
  nextSeq: number;
  taken: number;
  finished: number;
  failed: number;
  end: SweepEnd | undefined;
  refused: Failure | undefined;
  over: boolean;
}

interface WorkerState {
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
    batch: newBatchSize(),
    records: new Map(),
    refusals: 0,
    everReady: false,
    source: options.items[Symbol.iterator](),
    nextSeq: 1,
    taken: 0,
    finished: 0,
    failed: 0,
    end: undefined,
    refused: undefined,
    over: false,
  };
}

/** Advances `state` by one event and answers what has to be done now, in order. */
export function step(state: ScheduleState, event: ScheduleEvent): readonly ScheduleCommand[] {
  if (state.over) return [];
  const commands: ScheduleCommand[] = [];
  apply(state, event, commands);
  if (state.end === undefined) assignWork(state, event.now, commands);
  settle(state, commands);
  return commands;
}

function apply(state: ScheduleState, event: ScheduleEvent, commands: ScheduleCommand[]): void {
  switch (event.kind) {
    case 'begin':
      for (let id = 1; id <= Math.min(state.options.workers, state.options.selected); id++) {
        state.records.set(id, newWorkerRecord());
        spawn(state, id, commands);
      }
      return;
    case 'ready':
      return applyReady(state, event.worker);
    case 'outcome':
      return applyOutcome(state, event, commands);
    case 'returned':
      return takeBack(state, event.worker, event.seqs);
    case 'ended':
      return applyEnded(state, event, commands);
    case 'cancel':
      return finishEarly(state, 'cancelled', commands);
    case 'tick':
      return;
  }
}

function applyReady(state: ScheduleState, id: number): void {
  state.refusals = 0;
  state.everReady = true;
  const worker = state.workers.get(id);
  if (worker) worker.ready = true;
}

function applyOutcome(state: ScheduleState, event: Extract<ScheduleEvent, { kind: 'outcome' }>, commands: ScheduleCommand[]): void {
  const { outcome } = event;
  const jobs = state.workers.get(event.worker)?.jobs;
  const job = jobs?.get(event.seq);
  // An answer that nobody waits for (a late one of an attempt that timed out) is dropped.
  if (!jobs || !job) return;
  jobs.delete(event.seq);
  if (outcome.kind === 'cancelled') {
    if (state.end === undefined) state.again.push({ item: job.item, attempt: job.attempt, notBefore: 0 });
    return;
  }
  learn(state.batch, outcome.seconds);
  const { execution, crashes } = state.options;
  const delay =
    outcome.kind === 'failure' && state.end === undefined
      ? retryDelay({ retries: execution.retries, crashes }, outcome.failure.kind, job.attempt)
      : undefined;
  commands.push({ kind: 'record', job, worker: event.worker, outcome, final: delay === undefined });
  if (delay === undefined) {
    state.finished++;
    if (outcome.kind === 'failure') countFailure(state, commands);
  } else {
    const notBefore = event.now + delay;
    state.again.push({ item: job.item, attempt: job.attempt + 1, notBefore });
    if (delay > 0) commands.push({ kind: 'wake', at: notBefore });
  }
  if (state.end === undefined) quarantine(state, event.worker, { succeeded: outcome.kind === 'value', commands });
}

function quarantine(
  state: ScheduleState,
  id: number,
  { succeeded, commands }: { readonly succeeded: boolean; readonly commands: ScheduleCommand[] },
): void {
  const verdict = judgeWorker(state.records, id, succeeded);
  if (verdict === 'keep') return;
  if (verdict === 'remove') state.records.delete(id);
  stopWorker(state, id, commands);
}

function countFailure(state: ScheduleState, commands: ScheduleCommand[]): void {
  state.failed++;
  if (state.options.execution.onFailure === 'stop' || state.failed >= mostFailures(state.options)) finishEarly(state, 'stopped', commands);
}

function mostFailures({ execution, selected }: ScheduleOptions): number {
  const { maxFailures } = execution;
  if (maxFailures === undefined) return Number.POSITIVE_INFINITY;
  return Math.max(1, 'count' in maxFailures ? maxFailures.count : Math.ceil((maxFailures.percent / 100) * selected));
}

function takeBack(state: ScheduleState, id: number, seqs: readonly number[]): void {
  const jobs = state.workers.get(id)?.jobs;
  for (const seq of seqs) {
    const job = jobs?.get(seq);
    if (!job) continue;
    jobs?.delete(seq);
    state.again.push({ item: job.item, attempt: job.attempt, notBefore: 0 });
  }
}

function applyEnded(state: ScheduleState, event: Extract<ScheduleEvent, { kind: 'ended' }>, commands: ScheduleCommand[]): void {
  const worker = state.workers.get(event.worker);
  if (!worker) return;
  takeBack(state, event.worker, [...worker.jobs.keys()]);
  state.workers.delete(event.worker);
  if (event.refused && state.end === undefined && isLasting(state, event.refused)) {
    state.refused = event.refused;
    finishEarly(state, 'stopped', commands);
  } else if (state.end === undefined && hasWork(state) && state.records.has(event.worker)) {
    spawn(state, event.worker, commands);
  }
}

/** Whether there is no use in starting another worker: none could ever be started, or several in a row could not. */
function isLasting(state: ScheduleState, refused: Failure): boolean {
  state.refusals++;
  // One that was killed while it loaded says nothing about the objective.
  const patience = state.everReady || refused.kind === 'signal' ? START_ATTEMPTS : 1;
  return state.refusals >= patience;
}

const START_ATTEMPTS = 5;

function spawn(state: ScheduleState, id: number, commands: ScheduleCommand[]): void {
  state.workers.set(id, { ready: false, stopping: false, jobs: new Map() });
  commands.push({ kind: 'spawn', worker: id });
}

function finishEarly(state: ScheduleState, end: SweepEnd, commands: ScheduleCommand[]): void {
  state.end ??= end;
  stopWorkers(state, commands);
}

function stopWorkers(state: ScheduleState, commands: ScheduleCommand[]): void {
  for (const id of state.workers.keys()) stopWorker(state, id, commands);
}

function stopWorker(state: ScheduleState, id: number, commands: ScheduleCommand[]): void {
  const worker = state.workers.get(id);
  if (!worker || worker.stopping) return;
  worker.stopping = true;
  commands.push({ kind: 'stop', worker: id });
}

function assignWork(state: ScheduleState, now: number, commands: ScheduleCommand[]): void {
  for (const [id, worker] of state.workers) {
    if (!worker.ready || worker.stopping) continue;
    const left = state.options.selected - state.taken + state.again.length;
    const { size, refillBelow } = batchSize(state.batch, left, state.options);
    if (worker.jobs.size >= refillBelow) continue;
    const jobs = takeJobs(state, now, size);
    if (jobs.length === 0) continue;
    for (const job of jobs) worker.jobs.set(job.seq, job);
    commands.push({ kind: 'send', worker: id, jobs });
  }
}

function takeJobs(state: ScheduleState, now: number, size: number): ScheduledJob[] {
  const jobs: ScheduledJob[] = [];
  for (let at = 0; at < state.again.length && jobs.length < size; ) {
    const one = state.again[at];
    if (one === undefined || one.notBefore > now) at++;
    else {
      state.again.splice(at, 1);
      jobs.push({ seq: state.nextSeq++, item: one.item, attempt: one.attempt });
    }
  }
  while (jobs.length < size && state.source) {
    const next = state.source.next();
    if (next.done) state.source = undefined;
    else {
      state.taken++;
      jobs.push({ seq: state.nextSeq++, item: next.value, attempt: 1 });
    }
  }
  return jobs;
}

function hasWork(state: ScheduleState): boolean {
  return state.again.length > 0 || state.taken < state.options.selected;
}

function isBusy(state: ScheduleState): boolean {
  for (const worker of state.workers.values()) if (worker.jobs.size > 0) return true;
  return false;
}

/** Ends the sweep when nothing is left to do and no worker is left. */
function settle(state: ScheduleState, commands: ScheduleCommand[]): void {
  if (state.end === undefined && (hasWork(state) || isBusy(state))) return;
  stopWorkers(state, commands);
  if (state.workers.size > 0) return;
  state.over = true;
  const end = state.end ?? 'completed';
  commands.push(state.refused ? { kind: 'finish', end, refused: state.refused } : { kind: 'finish', end });
}
