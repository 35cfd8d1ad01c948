import type { ItemState } from '../../core/sweep/account.ts';
import type { ItemRequest } from '../../protocol/itemRequest.ts';
import type { Explanation, ExplainReason, Generation } from '../../protocol/manage.ts';
import { type Inspection, locateItem } from '../inspect.ts';
import { namedFileParts } from '../itemFiles.ts';
import { stateOf } from '../results/rows.ts';
import type { Trace } from '../store/curation.ts';
import { partChanges } from './partChanges.ts';

/** Says from what is stored of an item, and from what today's code, inputs and environment are, whether it would run again and why. */
export function explainItem(of: Inspection, request: ItemRequest): Explanation {
  const { key, item } = locateItem(of, request);
  const traces = of.store.traces(Buffer.from(key, 'hex'));
  const state = item === undefined ? 'orphan' : stateOf(of.view, item, of.live);
  const reason = reasonOf(of, { item, state, traces });
  return {
    key,
    ...(item !== undefined && { item }),
    state,
    runsAgain: RUNS_AGAIN.has(reason),
    reason,
    generations: generationsOf(of, item, traces),
  };
}

const RUNS_AGAIN: ReadonlySet<ExplainReason> = new Set(['changed', 'failed', 'damaged', 'deleted', 'imported', 'never-run']);

function reasonOf(
  of: Inspection,
  about: { readonly item: number | undefined; readonly state: ItemState; readonly traces: readonly Trace[] },
): ExplainReason {
  const { item, state, traces } = about;
  switch (state) {
    case 'orphan':
      return 'not-in-space';
    case 'running':
    case 'waiting':
      return 'running';
    case 'failed':
      return 'failed';
    case 'stale':
      return of.view.plan.task.cache.stale === 'keep' ? 'kept' : 'changed';
    case 'done':
      return vouched(of, item) ?? 'current';
    case 'pending':
      return absence(traces);
  }
}

function vouched(of: Inspection, item: number | undefined): 'accepted' | 'registered' | undefined {
  const [run] = of.store.runs([of.view.view.run[item ?? -1] ?? 0]);
  return run && of.store.origin(run.sweep)?.kind;
}

/** Why a pending item shows none of its rows. */
function absence(traces: readonly Trace[]): ExplainReason {
  const own = traces.filter((one) => !one.imported);
  if (own.some((one) => one.damaged && !one.deleted)) return 'damaged';
  if (traces.some((one) => one.imported && one.ok && !one.deleted)) return 'imported';
  return own.some((one) => one.deleted) ? 'deleted' : 'never-run';
}

function generationsOf({ store, view }: Inspection, item: number | undefined, traces: readonly Trace[]): readonly Generation[] {
  const { plan } = view;
  const filesToday = item === undefined ? undefined : plan.files?.text(item);
  const today = { ...plan.fingerprint.parts, ...plan.fingerprint.details, ...namedFileParts(filesToday) };
  const groups = [...Map.groupBy(traces, (one) => `${one.fingerprint} ${one.imported} ${one.files ?? ''}`).values()].reverse();
  return groups.slice(0, MOST_GENERATIONS).map((runs): Generation => {
    const [{ fingerprint, imported, files } = NO_TRACE] = runs;
    const current = view.isToday(fingerprint, item) && files === filesToday;
    return {
      succeeded: runs.filter((one) => one.ok && !one.deleted && !one.damaged).length,
      failed: runs.filter((one) => !one.ok && !one.deleted && !one.damaged).length,
      deleted: runs.filter((one) => one.deleted).length,
      imported,
      finishedAt: Math.max(...runs.map((one) => one.finishedAt)),
      current,
      changes: current ? [] : partChanges({ ...store.fingerprintParts(fingerprint), ...namedFileParts(files) }, today),
    };
  });
}

const MOST_GENERATIONS = 10;
const NO_TRACE = { fingerprint: 0, imported: false, files: undefined };
