import type { Cause } from './death.ts';
import type { JobQueue } from './jobQueue.ts';
import { isStopped, residentBytes } from './processes.ts';

/** What is watched while a worker lives. */
export interface Watched {
  readonly pid: number | undefined;
  readonly jobs: JobQueue;
  /** Bytes that the worker's processes may occupy together. */
  readonly memory: number;
  /** Whether the worker still loads the objective: user code runs, although no item does. */
  loading(): boolean;
  /** False when the worker's program watches time limits itself. */
  readonly timeouts: boolean;
  exceeded(cause: Cause): void;
}

/** Time and memory limits of one worker, looked at twenty times a second; Linux only for memory. */
export function startWatch(watched: Watched): { stop(): void } {
  let previous = performance.now();
  let turn = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    const gap = now - previous;
    previous = now;
    if (gap > SLEEP) watched.jobs.credit(gap);
    else look(watched, { now, gap, turn: turn++ });
  }, PERIOD);
  return { stop: () => clearInterval(timer) };
}

/** Milliseconds between looks, and the gap between two of them that means that the machine or the runner was asleep. */
const PERIOD = 50;
const SLEEP = 500;
/** The whole process tree costs more to sum than the worker alone: every fourth look, 200 ms. */
const TREE_EVERY = 4;

function look(
  { pid, jobs, memory, loading, timeouts, exceeded }: Watched,
  { now, gap, turn }: { readonly now: number; readonly gap: number; readonly turn: number },
): void {
  jobs.release('late');
  const head = jobs.head();
  if (pid === undefined || (head === undefined && !loading())) return;
  const limit = head?.job.timeout;
  if (timeouts && limit !== undefined && isStopped(pid)) {
    jobs.credit(gap);
    return;
  }
  if (timeouts && head !== undefined && limit !== undefined && now - head.since > limit) {
    const { seq } = head.job;
    // An answer that has come while this process was busy is read before `setImmediate`, and counts.
    setImmediate(() => {
      if (jobs.head()?.job.seq === seq) exceeded({ kind: 'timeout', seq, limit });
    });
    return;
  }
  const bytes = residentBytes(pid, turn % TREE_EVERY === 0);
  if (bytes > memory) exceeded({ kind: 'memory', bytes, cap: memory });
}
