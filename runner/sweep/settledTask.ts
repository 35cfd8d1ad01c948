import { hash } from 'node:crypto';
import { RunnerError } from '../../protocol/errors.ts';
import type { RunSummary, StartRequest } from '../../protocol/runner.ts';
import { areCurrent, type Stamp } from '../stamps.ts';
import type { Settled } from '../store/settled.ts';
import type { Store } from '../store/store.ts';
import type { LoadedTask } from '../tasks.ts';
import { QUICK } from '../tooMany.ts';
import { keptTaskView, type TaskView, type ViewAccount } from '../taskView.ts';

/*
 * Counts that are remembered: as long as no file, variable or result has changed since, neither an item is made nor a key
 * looked up to tell them, and of a finished task not even the task file is read (docs/adr/0001-settled-tasks.md).
 */

/** The counts of a task, and what its summary says besides. */
export type RememberedCounts = Pick<RunSummary, 'task' | 'points' | 'items' | 'done' | 'failed' | 'stale' | 'pending' | 'hypotheses'> & {
  readonly orphans: number;
  readonly objective: string;
};

interface Seen {
  readonly workspace: string;
  readonly stamps: readonly Stamp[];
  /** Names of `cache.env` and what they held. */
  readonly environment: readonly (readonly [name: string, digest: string])[];
}

/** A task as it is remembered: row ids, and its counts. */
export interface RememberedTask extends Pick<Settled, 'task' | 'fingerprint'> {
  readonly counts: RememberedCounts;
}

/** Whether a request means all that is missing by the task's own rules: only that is remembered. */
export function asksForMissing({ select, stale, where, keys, limit, set }: StartRequest): boolean {
  return (select ?? 'missing') === 'missing' && [stale, where, keys, limit, set].every((one) => one === undefined);
}

/** What is to be remembered of a task when its counts are such; nothing where that could not be told again from what was looked at. */
export type Remembering = (account: ViewAccount) => Settled | undefined;

/** For the task as it was read. */
export function remembering({ workspace }: { readonly workspace: string }, loaded: LoadedTask, view: TaskView): Remembering {
  const seen = loaded.plan === view.plan ? seenText(workspace, loaded) : undefined;
  const { task, space, objective } = view.plan;
  return (account) => {
    if (seen === undefined || view.task === 0 || view.fingerprint === 0) return undefined;
    const orphans = view.view.orphans.length;
    const facts = { task: task.name, points: space.points, hypotheses: task.hypotheses.length, orphans, objective };
    const counts = JSON.stringify({ ...facts, ...account } satisfies RememberedCounts);
    return { task: view.task, fingerprint: view.fingerprint, seen, counts };
  };
}

/** Values that were set for one run are not in the files. */
function seenText(workspace: string, { plan, stamps, set }: LoadedTask): string | undefined {
  if (plan === undefined || stamps === undefined || set !== undefined) return undefined;
  const environment = plan.task.cache.env.map((name) => [name, valueDigest(name)] as const);
  const text = JSON.stringify({ workspace, stamps, environment } satisfies Seen);
  return text.length > MOST_SEEN ? undefined : text;
}

/** Characters: it is written with every group of results. */
const MOST_SEEN = 256 * 1024;

/** Remembers the counts of a view that stands for the results as they are; of a large one, itself as well. */
export function rememberSettled(store: Store, view: TaskView, remembers: Remembering): void {
  try {
    remember(store, view, remembers);
  } catch (error) {
    // What cannot be remembered is found out again.
    if (!(error instanceof RunnerError)) throw error;
  }
}

function remember(store: Store, view: TaskView, remembers: Remembering): void {
  const settled = remembers(view.account());
  if (settled === undefined || view.revision !== store.revision()) return;
  const isLarge = view.plan.items > QUICK;
  const known = isLarge ? store.keptView(view.plan.storedAs)?.settled : store.settled(view.plan.storedAs);
  if (known?.seen === settled.seen && known.counts === settled.counts) return;
  const before = view.revision;
  store.settle(settled, isLarge ? view.view : undefined);
  if (view.revision === before) view.revision = store.revision();
}

/** What is remembered of a task in which nothing is missing, when it still holds. */
export function recallSettled(of: { readonly store: Store; readonly workspace: string }, storedAs: string): RememberedTask | undefined {
  const found = of.store.settled(storedAs);
  if (!found) return undefined;
  // SAFETY: the store gives only what this version of this installation has written (store/settled.ts).
  const seen = JSON.parse(found.seen) as Seen;
  const counts = countsOf(found);
  if (counts.done < counts.items || seen.workspace !== of.workspace || !areCurrent(seen.stamps)) return undefined;
  return seen.environment.every(([name, digest]) => valueDigest(name) === digest) ? { ...found, counts } : undefined;
}

/** What is remembered of a task that has just been read, when it still holds. */
export function recallCounts(of: { readonly store: Store; readonly workspace: string }, loaded: LoadedTask): RememberedTask | undefined {
  const found = loaded.plan && of.store.settled(loaded.plan.storedAs);
  if (found === undefined || found.seen !== seenText(of.workspace, loaded)) return undefined;
  return { ...found, counts: countsOf(found) };
}

/** The view of a large task that has just been read, when nothing has changed since it was remembered. */
export function recallView(of: { readonly store: Store; readonly workspace: string }, loaded: LoadedTask): TaskView | undefined {
  const { store, workspace } = of;
  const { plan } = loaded;
  if (plan === undefined || plan.items <= QUICK) return undefined;
  const revision = store.revision();
  const found = store.keptView(plan.storedAs);
  if (found === undefined || found.settled.seen !== seenText(workspace, loaded)) return undefined;
  const view = keptTaskView(store, plan, found.view);
  return view.revision === revision ? view : undefined;
}

function countsOf({ counts }: Settled): RememberedCounts {
  // SAFETY: the store gives only what this version of this installation has written (store/settled.ts).
  return JSON.parse(counts) as RememberedCounts;
}

/** Enters a sweep that had nothing to run, as the others are entered; answers its summary. */
export function settledSummary(
  of: { readonly store: Store; readonly file: string },
  { task, fingerprint, counts: { orphans: _, objective, ...counts } }: RememberedTask,
): RunSummary {
  const { store, file } = of;
  const startedAt = Date.now();
  const sweep = store.beginSweep({ task, fingerprint, objective, startedAt, text: JSON.stringify({ file }), selected: 0 });
  const summary: RunSummary = {
    ...counts,
    file,
    sweep,
    end: 'completed',
    cancelled: 0,
    cached: counts.done,
    executed: 0,
    selectedFailed: 0,
    seconds: (Date.now() - startedAt) / 1000,
    failures: [],
  };
  store.endSweep(sweep, { finishedAt: Date.now(), end: summary.end, summary: JSON.stringify({ ...summary, failures: undefined }) });
  return summary;
}

/** Values of the environment are not stored. */
function valueDigest(name: string): string {
  const value = process.env[name];
  return value === undefined ? 'unset' : hash('sha256', value);
}
