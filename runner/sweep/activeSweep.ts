import { join, sep } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import type { ActiveSweep as ActiveStatus, RunSummary } from '../../protocol/runner.ts';
import { fault } from '../fault.ts';
import type { Fingerprint } from '../../core/identity/fingerprint.ts';
import type { StartWorker, WorkerSetup } from '../objective/worker.ts';
import type { GitState } from '../provenance.ts';
import type { CodeWatch } from './codeWatch.ts';
import { type Entries, openEntries } from './entries.ts';
import { Rate } from './rate.ts';
import type { Recorded } from './recorded.ts';
import { isPassing, STORE_RETRY } from './recorder.ts';
import type { Remembering } from './settledTask.ts';
import type { SealedCounts } from '../store/settled.ts';
import { DONE, type Store } from '../store/store.ts';
import { collectFailures, type Failures, summarize } from './summary.ts';
import { Sweep, type SweepEvents } from './sweep.ts';
import type { TaskView } from '../taskView.ts';

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
  readonly code: CodeWatch;
  readonly selected: Float64Array;
  readonly workers: number;
  readonly startWorker: StartWorker;
  readonly setup: WorkerSetup;
  /** What its manifest says of the beginning. */
  readonly beginning: string;
  /** The commit that it runs on. */
  readonly git: GitState | undefined;
  /** Whether results that other sweeps make meanwhile will do. */
  readonly adopts: boolean;
  /** What is to be remembered of the task with such counts. */
  readonly remembering: Remembering;
  /** Counts or pace have changed; may be called very often. */
  readonly changed: () => void;
  /** The view has come from one revision to the next; `items`: results were committed that other tasks may share. */
  readonly moved: (before: number, items: boolean) => void;
}

export function startSweep(options: ActiveSweepOptions): ActiveSweep {
  const { store, view, selected } = options;
  const startedAt = Date.now();
  const { fingerprint } = view.plan;
  const id = beginInStore(options, fingerprint, { startedAt, selected: selected.length });
  const entries = openEntries({ id, fingerprint }, (of) => beginInStore(options, of, { startedAt, selected: 0 }));
  fault('sweep.begun');
  const folders = join(options.workspace, '.sweepdeck', 'items', sep);
  const { promise: ended, resolve } = Promise.withResolvers<RunSummary>();
  const course: Course = {
    id,
    startedAt,
    started: performance.now(),
    rate: new Rate(performance.now()),
    failures: [],
    elsewhere: 0,
    paused: undefined,
  };
  const look = setInterval(() => {
    const before = options.code.last;
    if (options.code.look() !== before) options.changed();
  }, LOOK_PERIOD).unref();
  void ended.then(() => clearInterval(look));
  const sweep: Sweep = new Sweep({
    ...options,
    id,
    entries,
    plan: view.plan,
    countsAfter: (rows) => countsAfter(options, rows),
    itemFolder: (key) => `${folders}${key.slice(0, 2)}${sep}${key}`,
    attemptsBefore: (item, key) => (view.view.run[item] ? attemptsBefore(store, key, entries) : 0),
    adopt: (item, key) => adopt(options, item, Buffer.from(key, 'hex')),
    events: sweepEvents(options, course, { finished: () => sweep.finished, entries, resolve }),
  });
  return {
    id,
    view,
    selected: selected.length,
    sweep,
    ended,
    status: () => statusOf(course, sweep, { selected: selected.length, changed: options.code.changed() }),
  };
}

/** What is remembered of a sweep while it runs. */
interface Course {
  readonly id: number;
  readonly startedAt: number;
  /** Monotonic, in milliseconds. */
  readonly started: number;
  readonly rate: Rate;
  readonly failures: Failures;
  /** Successes of other code than the sweep began with. */
  elsewhere: number;
  paused: string | undefined;
}

/** Enters the sweep under a fingerprint: first the one that it begins with, then such as it comes to while it runs. */
function beginInStore(
  options: ActiveSweepOptions,
  fingerprint: Fingerprint,
  of: { readonly startedAt: number; readonly selected: number },
): number {
  const { store, view } = options;
  const { task, storedAs } = view.plan;
  return withoutNews(options, () => {
    view.task = store.taskId(storedAs, task.name);
    const row = store.fingerprintId(fingerprint.digest, { ...fingerprint.parts, ...fingerprint.details });
    if (fingerprint.digest === view.plan.fingerprint.digest) view.fingerprint = row;
    fault('sweep.named');
    return store.beginSweep({ task: view.task, fingerprint: row, objective: view.plan.objective, text: options.beginning, ...of });
  });
}

/** Milliseconds between two looks at the code, besides those before and after every group of rows. */
const LOOK_PERIOD = 1000;

function sweepEvents(
  options: ActiveSweepOptions,
  course: Course,
  of: { readonly finished: () => number; readonly entries: Entries; readonly resolve: (summary: RunSummary) => void },
): SweepEvents {
  const { store, view } = options;
  const paused = (reason: string | undefined): void => {
    course.paused = reason;
    options.changed();
  };
  return {
    committed(rows, ids) {
      const before = view.revision;
      const revision = ifReadable(() => store.revision(), before);
      view.apply(rows, ids, revision);
      course.elsewhere += rows.elsewhere();
      fault('counts.raised');
      collectFailures(rows, view.plan.task.replicates, course.failures);
      options.moved(before, true);
      options.changed();
    },
    finished() {
      course.rate.mark(performance.now(), of.finished());
      // Nothing is committed meanwhile.
      if (course.paused !== undefined) options.changed();
    },
    progress: options.changed,
    paused,
    ended(result) {
      const seconds = (performance.now() - course.started) / 1000;
      const { id, failures, elsewhere } = course;
      const changed = { elsewhere, parts: options.code.changed() };
      const summary = summarize({ view, selected: options.selected, id, result, failures, seconds, changed });
      const { version: interpreter, packages } = result.program ?? {};
      const text = JSON.stringify({ ...summary, failures: undefined, interpreter, packages, git: options.git });
      const end = { finishedAt: Math.round(course.startedAt + seconds * 1000), end: result.end, summary: text };
      fault('sweep.ending');
      writeEnd({
        write: () =>
          withoutNews(options, () => {
            for (const one of of.entries.ids()) store.endSweep(one, end);
          }),
        paused,
        done: () => {
          fault('sweep.ended');
          of.resolve(summary);
        },
      });
    },
  };
}

/** Writes that the sweep has ended, again and again while the store cannot be written; one that another process owns is let go. */
function writeEnd(of: {
  readonly write: () => void;
  readonly paused: (reason: string | undefined) => void;
  readonly done: () => void;
}): void {
  const { write, paused, done } = of;
  try {
    write();
    paused(undefined);
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    if (isPassing(error)) {
      paused(error.message);
      setTimeout(() => writeEnd(of), STORE_RETRY);
      return;
    }
  }
  done();
}

/** Known only while the view stands for all that the store has. */
function countsAfter({ store, view, remembering }: ActiveSweepOptions, rows: Recorded): SealedCounts | undefined {
  if (view.revision !== store.revision()) return undefined;
  const settled = remembering(view.accountAfter(rows));
  return settled && store.sealNext(settled);
}

/** Takes in a result of today's code that another sweep has stored. */
function adopt({ store, view }: ActiveSweepOptions, item: number, key: Uint8Array): boolean {
  return ifReadable(() => {
    const { files } = view.plan;
    const { state, run } = store.view(view.fingerprint, 1, () => key, {
      ...(files && { filesOf: () => files.text(item) }),
      adopts: (fingerprint) => view.isToday(fingerprint, item),
    });
    if (state[0] !== DONE) return false;
    view.apply({ length: 1, item: () => item, isOk: () => true, isToday: () => true }, [run[0] ?? 0], view.revision);
    return true;
  }, false);
}

/** Attempts at an item in earlier sweeps: those of this one are counted by its schedule. */
function attemptsBefore(store: Store, key: Uint8Array, entries: Entries): number {
  return ifReadable(
    () =>
      Math.max(
        0,
        ...store
          .history(key)
          .filter((run) => !entries.has(run.sweep))
          .map((run) => run.attempt),
      ),
    0,
  );
}

/** What the store answers, or `otherwise` while it cannot be read: results that are on their way must not be lost by a question. */
function ifReadable<T>(ask: () => T, otherwise: T): T {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RunnerError) return otherwise;
    throw error;
  }
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

const HELD = 'Paused by a person: nothing more begins until `sweepdeck resume`.';

function statusOf(
  { id, rate, startedAt, paused }: Course,
  sweep: Sweep,
  { selected, changed }: { readonly selected: number; readonly changed: readonly string[] },
): ActiveStatus {
  const now = performance.now();
  const secondsLeft = rate.secondsLeft(now, sweep.finished, selected);
  const { busy, held } = sweep;
  const waits = paused ?? (held ? HELD : undefined);
  return {
    sweep: id,
    selected,
    finished: sweep.finished,
    failed: sweep.failed,
    running: busy.length,
    waiting: Math.max(0, selected - sweep.finished - busy.length),
    busy,
    held,
    startedAt,
    itemsPerSecond: rate.itemsPerSecond(now, sweep.finished),
    ...(secondsLeft !== undefined && { secondsLeft }),
    ...(changed.length > 0 && { changed }),
    ...(waits !== undefined && { paused: waits }),
  };
}
