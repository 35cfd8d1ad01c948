import { compareValues } from '../../core/result/compare.ts';
import type { Value } from '../../core/value/value.ts';
import type { Neighbours } from '../../protocol/neighbours.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import type { ColumnSource } from './columnSource.ts';
import { loadColumns } from './loadColumns.ts';
import { inSlices, type Steps } from '../steps.ts';
import { NUMBER, type Vector } from './vector.ts';

/** For each parameter that an item could differ in, the items with the next smaller and the next greater value of it alone. */
export async function neighboursOf(of: { readonly store: Store; readonly view: TaskView }, item: number): Promise<readonly Neighbours[]> {
  const { space } = of.view.plan;
  const axes = new Set(space.axes.filter(({ size }) => size > 1).map(({ name }) => name));
  const sources = space.names.filter((name) => axes.has(name)).map((name): ColumnSource => ({ kind: 'parameter', name }));
  const columns = await loadColumns(of, sources.slice(0, MOST_AXES));
  const held = sources.flatMap((source) => {
    const vector = columns.get(source);
    return vector ? [{ name: source.name, vector }] : [];
  });
  return inSlices(walk(of.view, held, item));
}

/** Columns that are read for it. */
const MOST_AXES = 40;
const BLOCK = 65_536;

interface Axis {
  readonly name: string;
  readonly vector: Vector;
}

function* walk({ plan }: TaskView, axes: readonly Axis[], item: number): Steps<readonly Neighbours[]> {
  const { replicates } = plan.task;
  const found = axes.map(({ name, vector }) => ({ name, value: vector.at(item), before: NOBODY, after: NOBODY }));
  for (let other = item % replicates; other < plan.items; other += replicates) {
    if (other % BLOCK < replicates) yield;
    const at = onlyDifference(axes, item, other);
    const axis = found[at];
    const value = axes[at]?.vector.at(other);
    if (!axis || value === undefined) continue;
    const order = compareValues(value, axis.value);
    if (order < 0 && (axis.before.value === undefined || compareValues(value, axis.before.value) > 0)) axis.before = { item: other, value };
    if (order > 0 && (axis.after.value === undefined || compareValues(value, axis.after.value) < 0)) axis.after = { item: other, value };
  }
  return found.flatMap(({ name, value, before, after }): readonly Neighbours[] => {
    const [smaller, greater] = [known(before), known(after)];
    return value === undefined ? [] : [{ name, value, ...(smaller && { before: smaller }), ...(greater && { after: greater }) }];
  });
}

interface Candidate {
  readonly item: number;
  readonly value: Value | undefined;
}

const NOBODY: Candidate = { item: 0, value: undefined };

function known({ item, value }: Candidate): Neighbours['before'] {
  return value === undefined ? undefined : { item, value };
}

/** The one axis in which two items differ; −1 when there is none, or more. */
function onlyDifference(axes: readonly Axis[], item: number, other: number): number {
  let only = -1;
  for (let at = 0; at < axes.length; at++) {
    const vector = axes[at]?.vector;
    if (!vector || isSame(vector, item, other)) continue;
    if (only >= 0) return -1;
    only = at;
  }
  return only;
}

function isSame({ codes, numbers }: Vector, a: number, b: number): boolean {
  return codes[a] === codes[b] && (codes[a] !== NUMBER || numbers?.[a] === numbers?.[b]);
}
