import { hash } from 'node:crypto';
import type { RunSummary, StartRequest } from '../../protocol/runner.ts';
import { areCurrent, type Stamp } from '../stamps.ts';
import type { Settled } from '../store/settled.ts';
import type { Store } from '../store/store.ts';
import type { LoadedTask } from '../tasks.ts';
import type { TaskView } from '../taskView.ts';

/*
 * The quickest answer to "run what is missing" when nothing is: no file, variable or result has changed since that was
 * found out, so neither the task file is read nor an item made (docs/adr/0001-settled-tasks.md).
 */

/** What a summary says of a task in which nothing is missing. */
type Counts = Pick<RunSummary, 'task' | 'points' | 'items' | 'done' | 'hypotheses'>;

interface Seen {
  readonly workspace: string;
  readonly stamps: readonly Stamp[];
  /** Names of `cache.env` and what they held. */
  readonly environment: readonly (readonly [name: string, digest: string])[];
}

/** A settled task as it is answered: row ids, and its counts. */
export interface SettledTask extends Pick<Settled, 'task' | 'fingerprint'> {
  readonly counts: Counts;
}

/** Whether a request means all that is missing by the task's own rules: only that is remembered. */
export function asksForMissing({ select, stale, where, keys, limit, set }: StartRequest): boolean {
  return (select ?? 'missing') === 'missing' && [stale, where, keys, limit, set].every((one) => one === undefined);
}

/** Remembers that nothing of a task is missing, if that is so and can be told again from what was looked at. */
export function rememberSettled(of: { readonly store: Store; readonly workspace: string }, loaded: LoadedTask, view: TaskView): void {
  const { store, workspace } = of;
  const { items, done, stale, failed, pending } = view.account();
  const { task, space } = view.plan;
  if (!loaded.stamps || loaded.plan !== view.plan || view.task === 0 || view.fingerprint === 0) return;
  if (failed + pending + stale > 0 || view.revision !== store.revision()) return;
  const environment = task.cache.env.map((name) => [name, valueDigest(name)] as const);
  const seen = JSON.stringify({ workspace, stamps: loaded.stamps, environment } satisfies Seen);
  const counts = JSON.stringify({
    task: task.name,
    points: space.points,
    items,
    done,
    hypotheses: task.hypotheses.length,
  } satisfies Counts);
  const known = store.settled(view.plan.storedAs);
  if (known?.seen === seen && known.counts === counts) return;
  const before = view.revision;
  store.settle({ task: view.task, fingerprint: view.fingerprint, seen, counts });
  if (view.revision === before) view.revision = store.revision();
}

/** What is remembered of a task file, when it still holds. */
export function recallSettled(of: { readonly store: Store; readonly workspace: string }, storedAs: string): SettledTask | undefined {
  const found = of.store.settled(storedAs);
  if (!found) return undefined;
  // SAFETY: the store gives only what this version of this installation has written (store/settled.ts).
  const seen = JSON.parse(found.seen) as Seen;
  // SAFETY: as above.
  const counts = JSON.parse(found.counts) as Counts;
  if (seen.workspace !== of.workspace || !areCurrent(seen.stamps)) return undefined;
  return seen.environment.every(([name, digest]) => valueDigest(name) === digest) ? { ...found, counts } : undefined;
}

/** Enters a sweep that had nothing to run, as the others are entered; answers its summary. */
export function settledSummary(
  of: { readonly store: Store; readonly file: string },
  { task, fingerprint, counts }: SettledTask,
): RunSummary {
  const { store, file } = of;
  const startedAt = Date.now();
  const sweep = store.beginSweep({ task, fingerprint, startedAt, text: JSON.stringify({ file }), selected: 0 });
  const summary: RunSummary = {
    ...counts,
    file,
    sweep,
    end: 'completed',
    failed: 0,
    stale: 0,
    pending: 0,
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
