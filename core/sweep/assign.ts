import { batchSize } from './batch.ts';
import type { ScheduleCommand, ScheduledJob, ScheduleState } from './scheduleState.ts';

/** Gives every worker that is ready as much as it should have now: retries whose time has come, then the items that follow. */
export function assignWork(state: ScheduleState, now: number, commands: ScheduleCommand[]): void {
  if (state.held) return;
  for (const [id, worker] of state.workers) {
    if (!worker.ready || worker.stopping || !state.records.has(id)) continue;
    const left = state.options.selected - state.drawn + state.again.length;
    const { size, refillBelow } = batchSize(state.batch, left, state.options);
    if (worker.jobs.size >= refillBelow) continue;
    const jobs = takeJobs(state, now, size * Math.ceil((refillBelow - worker.jobs.size) / size));
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
      take(state, jobs, one);
    }
  }
  while (jobs.length < size && state.source) {
    const next = state.source.next();
    if (next.done) state.source = undefined;
    else {
      state.drawn++;
      take(state, jobs, { item: next.value, attempt: 1 });
    }
  }
  return jobs;
}

/** An item becomes a job, unless another sweep has run it meanwhile or runs it now. */
function take(state: ScheduleState, jobs: ScheduledJob[], { item, attempt }: Pick<ScheduledJob, 'item' | 'attempt'>): void {
  const found = state.options.look?.(item) ?? 'free';
  if (found === 'free') jobs.push({ seq: state.nextSeq++, item, attempt });
  else if (found === 'taken') state.taken.set(item, attempt);
  else adopt(state);
}

/** Counts an item that another sweep has run. */
export function adopt(state: ScheduleState): void {
  state.finished++;
  state.adopted++;
}

/** Whether an item waits for a worker. */
export function hasWork(state: ScheduleState): boolean {
  return state.again.length > 0 || state.taken.size > 0 || state.drawn < state.options.selected;
}

/** Whether a worker has an item. */
export function isBusy(state: ScheduleState): boolean {
  for (const worker of state.workers.values()) if (worker.jobs.size > 0) return true;
  return false;
}
