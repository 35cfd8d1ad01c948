import type { FoldRequest } from '../../protocol/fold.ts';
import type { Page } from '../../protocol/runner.ts';
import { knownColumns } from './columns.ts';
import type { ColumnSource } from './columnSource.ts';
import { countsAsDone } from './countsAsDone.ts';
import { loadColumns } from './loadColumns.ts';
import { tallyBy } from './plotTally.ts';
import { rowReader } from './rowReader.ts';
import { selectItems, type SelectContext, type Selection } from './select.ts';
import { sortItems } from './sortItems.ts';
import { Vector } from './vector.ts';

/** Rows of a folded page in order: the first item of a point stands for the point, replicates of an open point follow it. */
export interface FoldedOrder {
  readonly kind: 'rows';
  /** Items; those that stand for themselves have `REPLICATE` added. */
  readonly rows: Uint32Array;
  /** Items of the filter, rising. */
  readonly items: Uint32Array;
}

/** Marks a row that is one item. No view holds as many items. */
export const REPLICATE = 2 ** 31;

export interface FoldedSelection extends Selection {
  readonly fold: FoldRequest;
}

/** The points of a filter and sort. Outputs sort by their mean over the replicates, everything else by the first of them. */
export async function foldedOrder(
  context: SelectContext,
  selection: FoldedSelection,
  signal?: AbortSignal,
): Promise<FoldedOrder | { readonly kind: 'error'; readonly error: NonNullable<Page['error']> }> {
  const { where, states, fold } = selection;
  const kept = await selectItems(context, { where, states }, { signal });
  if (kept.kind === 'error') return kept;
  const { replicates } = context.view.plan.task;
  const points = await sortedPoints(context, kept.items, selection, signal);
  if (points.kind === 'error') return points;
  const open = new Set(fold.open);
  return {
    kind: 'rows',
    rows: open.size === 0 ? points.items : opened(points.items, { kept: kept.items, replicates, open }),
    items: kept.items,
  };
}

type Points = Awaited<ReturnType<typeof selectItems>>;

async function sortedPoints(context: SelectContext, kept: Uint32Array, selection: FoldedSelection, signal?: AbortSignal): Promise<Points> {
  const { where, states, sort, descending = false } = selection;
  const { space, task } = context.view.plan;
  const first = firstOfEach(kept, task.replicates);
  const source = sort === undefined ? undefined : knownColumns(task, space, context.outputs).sourceOf(sort);
  if (source?.kind === 'output' || source?.kind === 'derived') {
    const means = await meansOf(context, kept, source);
    return { kind: 'items', items: await context.view.memory.lanes.ahead(sortItems(first, means, descending), signal) };
  }
  if (sort === undefined) return { kind: 'items', items: first };
  const sorted = await selectItems(context, { where, states, sort, descending }, { signal });
  return sorted.kind === 'error' ? sorted : { kind: 'items', items: firstSeen(sorted.items, { first, replicates: task.replicates }) };
}

/** The first item of each point; items are rising. */
function firstOfEach(items: Uint32Array, replicates: number): Uint32Array {
  return items.filter((item, at) => at === 0 || Math.floor((items[at - 1] ?? 0) / replicates) !== Math.floor(item / replicates));
}

/** Points in the order in which the first of their items comes, each as its first item. */
function firstSeen(items: Uint32Array, { first, replicates }: { readonly first: Uint32Array; readonly replicates: number }): Uint32Array {
  const firsts = new Map<number, number>();
  for (const item of first) firsts.set(Math.floor(item / replicates), item);
  const order = new Uint32Array(first.length);
  let count = 0;
  for (const item of items) {
    const point = Math.floor(item / replicates);
    const stands = firsts.get(point);
    if (stands === undefined) continue;
    order[count++] = stands;
    firsts.delete(point);
  }
  return order;
}

/** At the first item of each point the mean of an output. */
async function meansOf(context: SelectContext, items: Uint32Array, source: ColumnSource): Promise<Vector> {
  const { view } = context;
  const { replicates } = view.plan.task;
  const column = (await loadColumns(context, [source], 'ahead')).get(source);
  const other = column ? undefined : rowReader(context, source);
  const numberAt = (item: number): number => (column ? column.numberAt(item) : Number(other?.(item) ?? Number.NaN));
  const { counts, means } = await view.memory.lanes.ahead(
    tallyBy(items, {
      size: Math.ceil(view.plan.items / replicates),
      groupOf: (item) => Math.floor(item / replicates),
      read: (item) => (countsAsDone(view, item) ? numberAt(item) : Number.NaN),
    }),
  );
  const found = new Vector(view.plan.items);
  for (const item of firstOfEach(items, replicates)) {
    const point = Math.floor(item / replicates);
    if ((counts[point] ?? 0) > 0) found.set(item, means[point]);
  }
  return found;
}

interface Opening {
  readonly kept: Uint32Array;
  readonly replicates: number;
  readonly open: ReadonlySet<number>;
}

/** The rows with the replicates of open points behind them. */
function opened(points: Uint32Array, { kept, replicates, open }: Opening): Uint32Array {
  const parts: Uint32Array[] = [];
  let from = 0;
  points.forEach((item, at) => {
    const point = Math.floor(item / replicates);
    if (!open.has(point)) return;
    parts.push(
      points.subarray(from, at + 1),
      itemsOf(kept, point, replicates).map((one) => one + REPLICATE),
    );
    from = at + 1;
  });
  parts.push(points.subarray(from));
  const all = new Uint32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    all.set(part, end);
    end += part.length;
  }
  return all;
}

/** The items of a point among rising ones. */
export function itemsOf(items: Uint32Array, point: number, replicates: number): Uint32Array {
  const place = (item: number): number => {
    let [low, high] = [0, items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((items[middle] ?? 0) < item) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return items.subarray(place(point * replicates), place((point + 1) * replicates));
}
