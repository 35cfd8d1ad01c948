import { join, sep } from 'node:path';
import { decode } from '../core/value/encode.ts';
import { isValueMap, valueMap } from '../core/value/value.ts';
import type { ActiveSweep as ActiveStatus, RunSummary } from '../protocol/runner.ts';
import type { StartWorker, WorkerSetup } from './objective/worker.ts';
import { Rate } from './rate.ts';
import type { Recorded } from './recorder.ts';
import { FAILED, PENDING, type Store } from './store/store.ts';
import { Sweep, type SweepResult } from './sweep.ts';
import type { TaskView } from './taskView.ts';

/** A sweep that runs, with what status and summary need to know about it. */
export interface ActiveSweep {
  readonly id: number;
  readonly view: TaskView;
  readonly selected: number;
  readonly sweep: Sweep;
  /** Resolves when the last result is on disk and no process is left. */
  readonly ended: Promise<RunSummary>;
  status(): ActiveStatus;
}

export interface ActiveSweepOptions {
  readonly workspace: string;
  readonly store: Store;
  readonly view: TaskView;
  readonly selected: Float64Array;
  readonly workers: number;
  readonly startWorker: StartWorker;
  readonly setup: WorkerSetup;
  /** Counts or pace have changed; may be called very often. */
  readonly changed: () => void;
  /** The view has come from one revision to the next; `items`: results were committed that other tasks may share. */
  readonly moved: (before: number, items: boolean) => void;
}

type Failures = { readonly item: number; readonly entry: RunSummary['failures'][number] }[];

export function startSweep(options: ActiveSweepOptions): ActiveSweep {
  const { store, view, selected } = options;
  const startedAt = Date.now();
  const started = performance.now();
  const rate = new Rate(started);
  const failures: Failures = [];
  const folders = join(options.workspace, '.sweepdeck', 'items', sep);
  const text = JSON.stringify({ run: view.plan.run, file: view.plan.task.file });
  const id = withoutNews(options, () => {
    view.task = store.taskId(view.plan.storedAs, view.plan.task.name);
    view.fingerprint = store.fingerprintId(view.plan.fingerprint.digest, view.plan.fingerprint.parts);
    return store.beginSweep({ task: view.task, fingerprint: view.fingerprint, startedAt, text, selected: selected.length });
  });
  const { promise: ended, resolve } = Promise.withResolvers<RunSummary>();
  const sweep: Sweep = new Sweep({
    ...options,
    id,
    plan: view.plan,
    itemFolder: (key) => `${folders}${key.slice(0, 2)}${sep}${key}`,
    attemptsBefore: (item, key) => (view.view.run[item] ? store.history(key).length : 0),
    events: {
      committed(rows, ids) {
        const before = view.revision;
        view.apply(rows, ids, store.revision());
        collectFailures(rows, view.plan.task.replicates, failures);
        options.moved(before, true);
        options.changed();
      },
      progress() {
        rate.mark(performance.now(), sweep.finished);
        options.changed();
      },
      paused: () => options.changed(),
      ended(result) {
        const summary = summarize({ options, id, result, failures, seconds: (performance.now() - started) / 1000 });
        withoutNews(options, () => store.endSweep(id, { finishedAt: Date.now(), end: result.end, summary: JSON.stringify({ ...summary, failures: undefined }) }));
        resolve(summary);
      },
    },
  });
  return { id, view, selected: selected.length, sweep, ended, status: () => statusOf({ id, sweep, rate, startedAt, selected: selected.length }) };
}

/** Writes what changes no item, so that no view has to be read again because of it. */
function withoutNews<T>({ store, view, moved }: ActiveSweepOptions, write: () => T): T {
  const before = view.revision;
  const current = before === store.revision();
  const answer = write();
  if (!current) return answer;
  view.revision = store.revision();
  moved(before, false);
  return answer;
}

function statusOf(of: { readonly id: number; readonly sweep: Sweep; readonly rate: Rate; readonly startedAt: number; readonly selected: number }): ActiveStatus {
  const { id, sweep, rate, startedAt, selected } = of;
  const now = performance.now();
  const secondsLeft = rate.secondsLeft(now, sweep.finished, selected);
  const running = sweep.running.length;
  return {
    sweep: id,
    selected,
    finished: sweep.finished,
    failed: sweep.failed,
    running,
    waiting: Math.max(0, selected - sweep.finished - running),
    startedAt,
    itemsPerSecond: rate.itemsPerSecond(now, sweep.finished),
    ...(secondsLeft !== undefined && { secondsLeft }),
  };
}

function collectFailures(rows: readonly Recorded[], replicates: number, failures: Failures): void {
  for (const { item, run } of rows) {
    if (!run.failure || failures.length >= MOST_FAILURES) continue;
    const parameters = decode(run.parameters);
    const entry = { key: Buffer.from(run.key).toString('hex'), index: (item - run.replicate) / replicates, parameters: isValueMap(parameters) ? parameters : valueMap(), error: run.failure };
    failures.push({ item, entry });
  }
}

function summarize(of: { readonly options: ActiveSweepOptions; readonly id: number; readonly result: SweepResult; readonly failures: Failures; readonly seconds: number }): RunSummary {
  const { options, id, result, failures, seconds } = of;
  const { view, selected } = options;
  const { task, space } = view.plan;
  const account = view.account();
  const left = selected.filter((item) => (view.view.state[item] ?? PENDING) === PENDING).length;
  const cancelled = result.end === 'cancelled' ? left : 0;
  const stillFailed = new Set(failures.filter(({ item }) => view.view.state[item] === FAILED).map(({ item }) => item));
  return {
    file: task.file,
    task: task.name,
    sweep: id,
    end: result.end,
    points: space.points,
    ...account,
    pending: account.pending - cancelled,
    cancelled,
    cached: account.done - (result.executed - result.failed),
    executed: result.executed,
    selectedFailed: result.failed,
    seconds,
    failures: uniqueByItem(failures, stillFailed),
    ...(result.refused && { refused: result.refused }),
    ...(result.lost && { lost: result.lost.message }),
  };
}

/** The last failure of each item, in item order; items that succeeded at a later attempt are left out. */
function uniqueByItem(failures: Failures, failed: ReadonlySet<number>): RunSummary['failures'] {
  const last = new Map(failures.filter(({ item }) => failed.has(item)).map(({ item, entry }) => [item, entry]));
  return [...last].sort(([a], [b]) => a - b).map(([, entry]) => entry);
}

const MOST_FAILURES = 100;
