import { newWorkerRecord } from './quarantine.ts';
import type { ScheduleCommand, ScheduleState, SweepEnd } from './scheduleState.ts';

/** Opens a place: a worker is to be started there. */
export function spawn(state: ScheduleState, id: number, commands: ScheduleCommand[]): void {
  state.workers.set(id, { ready: false, stopping: false, jobs: new Map() });
  commands.push({ kind: 'spawn', worker: id });
}

/** Opens places until there are `count`, or closes the last ones; a worker whose place is closed ends with what it has. */
export function resize(state: ScheduleState, count: number, commands: ScheduleCommand[]): void {
  for (const id of [...state.records.keys()].sort((a, b) => b - a).slice(0, Math.max(0, state.records.size - count)))
    state.records.delete(id);
  for (let id = 1; state.records.size < count; id++) {
    if (state.records.has(id) || state.workers.get(id)?.stopping === true) continue;
    state.records.set(id, newWorkerRecord());
    if (!state.workers.has(id)) spawn(state, id, commands);
  }
}

/** Asks workers to end whose place is closed and that have nothing to do. */
export function stopLeaving(state: ScheduleState, commands: ScheduleCommand[]): void {
  for (const [id, { jobs }] of state.workers) if (jobs.size === 0 && !state.records.has(id)) stopWorker(state, id, commands);
}

/** No further item begins; the first reason stays. */
export function finishEarly(state: ScheduleState, end: SweepEnd, commands: ScheduleCommand[]): void {
  state.end ??= end;
  stopWorkers(state, commands);
}

/** Asks every worker to end. */
export function stopWorkers(state: ScheduleState, commands: ScheduleCommand[]): void {
  for (const id of state.workers.keys()) stopWorker(state, id, commands);
}

/** Asks one worker to end, once. */
export function stopWorker(state: ScheduleState, id: number, commands: ScheduleCommand[]): void {
  const worker = state.workers.get(id);
  if (!worker || worker.stopping) return;
  worker.stopping = true;
  commands.push({ kind: 'stop', worker: id });
}
