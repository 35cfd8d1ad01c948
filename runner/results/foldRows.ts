import type { ItemState } from '../../core/sweep/account.ts';
import { sumsOf, sumUp } from '../../core/result/sums.ts';
import { type Value, valueMap } from '../../core/value/value.ts';
import type { FoldedOutput } from '../../protocol/fold.ts';
import type { Row } from '../../protocol/runner.ts';
import type { TaskView } from '../taskView.ts';
import { countsAsDone } from './countsAsDone.ts';
import { type FoldedOrder, itemsOf, REPLICATE } from './foldOrder.ts';

interface Range {
  readonly from: number;
  readonly to: number;
  /** Rows of items. */
  read(items: readonly number[]): readonly Row[];
}

/** A range of the rows of a folded page: points with their replicates as one row, and replicates of open ones. */
export function foldedRows(view: TaskView, order: FoldedOrder, range: Range): readonly Row[] {
  const { replicates } = view.plan.task;
  const rows = order.rows.subarray(range.from, range.to);
  const groups = Array.from(rows, (row) =>
    row >= REPLICATE ? [row - REPLICATE] : [...itemsOf(order.items, Math.floor(row / replicates), replicates)],
  );
  const read = range.read(groups.flat());
  let from = 0;
  return Array.from(rows, (row, at) => {
    const own = read.slice(from, (from += groups[at]?.length ?? 0));
    const [first] = own;
    if (!first) throw new Error('A point has at least one row.');
    if (row >= REPLICATE) return first;
    return folded(view, own, (order.rows[range.from + at + 1] ?? 0) >= REPLICATE);
  });
}

/** One row for all replicates of a point: means in place of outputs, the worst of the states, the first of the errors. */
function folded(view: TaskView, rows: readonly Row[], open: boolean): Row {
  const [first] = rows;
  if (!first) throw new Error('A point has at least one row.');
  const states: Partial<Record<ItemState, number>> = {};
  for (const { state } of rows) states[state] = (states[state] ?? 0) + 1;
  const outputs = foldedOutputs(view, rows);
  const isComputed = (name: string): boolean => rows.some(({ derived }) => derived !== undefined && Object.hasOwn(derived, name));
  const means = Object.entries(outputs).map(([name, { mean }]): [string, Value] => [name, mean]);
  const timed = rows.flatMap(({ seconds }) => seconds ?? []);
  return {
    ...first,
    state: WORST_FIRST.find((state) => states[state] !== undefined) ?? first.state,
    outputs: valueMap(means.filter(([name]) => !isComputed(name))),
    // Means of what was computed item by item.
    ...(first.derived && { derived: valueMap(means.filter(([name]) => isComputed(name))) }),
    error: rows.find(({ error }) => error !== null)?.error ?? null,
    attempts: rows.reduce((sum, { attempts }) => sum + attempts, 0),
    seconds: timed.length === 0 ? null : timed.reduce((sum, one) => sum + one, 0) / timed.length,
    fold: { keys: rows.map(({ key }) => key), states, outputs, open },
  };
}

const WORST_FIRST: readonly ItemState[] = ['running', 'failed', 'stale', 'waiting', 'pending', 'done'];

function foldedOutputs(view: TaskView, rows: readonly Row[]): Readonly<Record<string, FoldedOutput>> {
  const counted = rows.filter(({ item }) => countsAsDone(view, item));
  const found: Record<string, FoldedOutput> = Object.create(null);
  for (const [name, { n, mean, sd, interval }] of sumUp(counted, sumsOf(view.plan.task).metric))
    found[name] = { n, mean, sd, low: interval.low, high: interval.high };
  return found;
}
