import type { ScheduleCommand, ScheduleState, SweepEnd } from './scheduleState.ts';

/** Opens a place: a worker is to be started there. */
export function spawn(state: ScheduleState, id: number, commands: ScheduleCommand[]): void {
  state.workers.set(id, { ready: false, stopping: false, jobs: new Map() });
  commands.push({ kind: 'spawn', worker: id });
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
