import { adopt, assignWork, hasWork, isBusy } from './assign.ts';
import { learn } from './batch.ts';
import { type Failure, LIMIT_REACHED } from './outcome.ts';
import { finishEarly, resize, spawn, stopLeaving, stopWorker, stopWorkers } from './places.ts';
import { judgeWorker } from './quarantine.ts';
import { retryDelay } from './retry.ts';
import type { ScheduleCommand, ScheduleEvent, ScheduleOptions, ScheduleState, Steering } from './scheduleState.ts';

/*
 * The whole scheduler: what to do next, given what happened. No clock, no I/O, no randomness of its own.
 * The state is advanced in place (a sweep may have a million items), but `step` depends on nothing else than what the
 * options answer: which item is next, and whether another sweep has come before.
 */

/**
 * Advances `state` by events, one after the other, and answers what has to be done now, in order. Outcomes of short items
 * come by the hundred: who has become free is looked at once for all of them.
 */
export function step(state: ScheduleState, ...events: readonly ScheduleEvent[]): readonly ScheduleCommand[] {
  if (state.over) return [];
  const commands: ScheduleCommand[] = [];
  for (const event of events) apply(state, event, commands);
  if (state.end === undefined) assignWork(state, events.at(-1)?.now ?? 0, commands);
  stopLeaving(state, commands);
  settle(state, commands);
  return commands;
}

function apply(state: ScheduleState, event: ScheduleEvent, commands: ScheduleCommand[]): void {
  switch (event.kind) {
    case 'begin':
      return resize(state, Math.min(state.options.workers, state.options.selected), commands);
    case 'ready':
      return applyReady(state, event.worker);
    case 'outcome':
      return applyOutcome(state, event, commands);
    case 'returned':
      return takeBack(state, event.worker, event.seqs);
    case 'ended':
      return applyEnded(state, event, commands);
    case 'released':
      return applyReleased(state, event);
    case 'cancel':
      return finishEarly(state, 'cancelled', commands);
    case 'steer':
      return steer(state, event, commands);
    case 'tick':
      return;
  }
}

function steer(state: ScheduleState, { workers, held }: Steering, commands: ScheduleCommand[]): void {
  state.held = held ?? state.held;
  const left = state.options.selected - state.finished;
  if (workers !== undefined && state.end === undefined) resize(state, Math.max(1, Math.min(workers, left)), commands);
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

function applyReleased(state: ScheduleState, { item, done }: Extract<ScheduleEvent, { kind: 'released' }>): void {
  const attempt = state.taken.get(item);
  if (attempt === undefined) return;
  state.taken.delete(item);
  if (done) adopt(state);
  else state.again.push({ item, attempt, notBefore: 0 });
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
  // There is no room for so many: the others do the work.
  if (event.refused?.type === LIMIT_REACHED && [...state.workers.keys()].some((id) => state.records.has(id))) {
    state.records.delete(event.worker);
    return;
  }
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

/** Ends the sweep when nothing is left to do and no worker is left. */
function settle(state: ScheduleState, commands: ScheduleCommand[]): void {
  if (state.end === undefined && (hasWork(state) || isBusy(state))) return;
  stopWorkers(state, commands);
  if (state.workers.size > 0) return;
  state.over = true;
  const end = state.end ?? 'completed';
  commands.push(state.refused ? { kind: 'finish', end, refused: state.refused } : { kind: 'finish', end });
}
