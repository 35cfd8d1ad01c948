import type { ItemState } from '../../core/sweep/account.ts';
import { decode } from '../../core/value/encode.ts';
import { isValueMap, nest, type Value, valueMap } from '../../core/value/value.ts';
import type { Row } from '../../protocol/runner.ts';
import { DONE, FAILED, STALE, type Store, type StoredRun } from '../store/store.ts';
import { codeAt, type TaskView } from '../taskView.ts';

/** Items that are under way, by index; they are pending for the account. */
export type LiveItems = ReadonlyMap<number, 'running' | 'waiting'>;

/** The states that an item of the space may be in. */
export const ITEM_STATES = ['pending', 'done', 'failed', 'stale', 'running', 'waiting'] as const satisfies readonly ItemState[];

/** Rows of some items, in the order asked for; one query for all of them. */
export function rowsOf(store: Store, view: TaskView, items: readonly number[], live: LiveItems): readonly Row[] {
  const ids = items.map((item) => view.view.run[item] ?? 0);
  const stored = new Map(store.runs(ids.filter((id) => id !== 0)).map((run) => [run.id, run]));
  return items.map((item, at) => rowOf(store, view, { item, run: stored.get(ids[at] ?? 0), live }));
}

/** The state of an item for people. */
export function stateOf(view: TaskView, item: number, live: LiveItems): ItemState {
  const underWay = live.get(item);
  if (underWay) return underWay;
  switch (codeAt(view.view.state, item)) {
    case DONE:
      return 'done';
    case FAILED:
      return 'failed';
    case STALE:
      return 'stale';
    default:
      return 'pending';
  }
}

function rowOf(
  store: Store,
  view: TaskView,
  of: { readonly item: number; readonly run: StoredRun | undefined; readonly live: LiveItems },
): Row {
  const { item, run, live } = of;
  const { point, replicate, seed } = view.plan.item(item);
  const key = view.plan.keyer.key(point, seed);
  return {
    item,
    index: (item - replicate) / view.plan.task.replicates,
    key: Buffer.from(key).toString('hex'),
    replicate,
    seed,
    state: stateOf(view, item, live),
    parameters: nest(point),
    ...runPart(run),
    ...store.labels(key),
  };
}

/** A row of a stored run that is no longer in the space. */
export function orphanRow(store: Store, run: StoredRun): Row {
  const parameters = decode(run.parameters);
  return {
    item: run.index,
    index: run.index,
    key: run.key,
    replicate: run.replicate,
    seed: run.seed,
    state: 'orphan',
    parameters: isValueMap(parameters) ? parameters : valueMap(),
    ...runPart(run),
    ...store.labels(Buffer.from(run.key, 'hex')),
  };
}

function runPart(run: StoredRun | undefined): Pick<Row, 'outputs' | 'error' | 'attempts' | 'seconds' | 'finishedAt' | 'worker'> {
  return {
    outputs: outputsOf(run),
    error: run?.failure ?? null,
    attempts: run?.attempt ?? 0,
    seconds: run?.seconds ?? null,
    finishedAt: run?.finishedAt ?? null,
    worker: run?.worker ?? null,
  };
}

export function outputsOf(run: StoredRun | undefined): Value {
  return typeof run?.outputs === 'string' ? decode(run.outputs) : valueMap();
}
