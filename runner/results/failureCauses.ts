import { hash } from 'node:crypto';
import { causeOf } from '../../core/result/cause.ts';
import { type Common, commonCondition } from '../../core/result/separate.ts';
import type { Failure } from '../../core/sweep/outcome.ts';
import { formatValue } from '../../core/value/format.ts';
import { nest, type Point } from '../../core/value/value.ts';
import type { FailureCause, FailureExample } from '../../protocol/findings.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';

/** Name of a cause in filters and between processes. */
export function causeId(failure: Failure): string {
  return hash('sha256', causeOf(failure)).slice(0, 8);
}

/** Items, evenly spread over so many. */
export interface Sample {
  readonly items: readonly number[];
  readonly of: number;
}

/** Failed items by cause, the most frequent first, each with what sets it apart from the successes. */
export function failureCauses(
  of: { readonly store: Store; readonly view: TaskView },
  failed: Sample,
  succeeded: Sample,
): readonly FailureCause[] {
  const { store, view } = of;
  const names = varyingNames(view);
  const pointOf = (item: number): Point => view.plan.item(item).point;
  const [failures, successes] = [failed.items.map(pointOf), succeeded.items.map(pointOf)];
  return groups(store, view, failed.items)
    .slice(0, MOST_CAUSES)
    .map((group, at) => {
      const points = group.items.map(pointOf);
      const common = at < MOST_CONDITIONS ? commonCondition(names, points, successes) : undefined;
      return {
        id: group.id,
        count: group.items.length,
        example: { ...failedItem(view, group.items[0] ?? 0, names), error: group.error },
        last: failedItem(view, group.items.at(-1) ?? 0, names),
        ...(common !== undefined && conditionsOf(common, points.length, { failures, failed, succeeded })),
      };
    });
}

/** Whether the condition tells the failures apart, else how many of the items with it that have a result failed so. */
function conditionsOf(
  { condition, successes, holds }: Common,
  count: number,
  { failures, failed, succeeded }: { readonly failures: readonly Point[]; readonly failed: Sample; readonly succeeded: Sample },
): Pick<FailureCause, 'condition' | 'common'> {
  if (successes === 0) return { condition };
  const all = weighed(failures.filter(holds).length, failed) + weighed(successes, succeeded);
  return { common: { condition, share: weighed(count, failed) / all } };
}

/** How many of all there are, by how many of the sample. */
function weighed(count: number, { items, of }: Sample): number {
  return (count * of) / items.length;
}

const MOST_CAUSES = 50;
/** Causes that are told apart from the successes: each costs a walk over them. */
const MOST_CONDITIONS = 20;

interface Group {
  readonly id: string;
  readonly error: Failure;
  readonly items: number[];
}

/** Rows are read in blocks and let go of: a traceback may have 64 KiB. */
function groups(store: Store, view: TaskView, failed: readonly number[]): readonly Group[] {
  const found = new Map<string, Group>();
  for (let first = 0; first < failed.length; first += BLOCK) {
    const items = new Map(failed.slice(first, first + BLOCK).map((item) => [view.view.run[item] ?? 0, item]));
    for (const run of store.runs([...items.keys()])) {
      if (!run.failure) continue;
      const id = causeId(run.failure);
      const group = found.get(id) ?? { id, error: run.failure, items: [] };
      found.set(id, group);
      group.items.push(items.get(run.id) ?? 0);
    }
  }
  return [...found.values()].toSorted((a, b) => b.items.length - a.items.length);
}

const BLOCK = 256;

function failedItem(view: TaskView, item: number, names: readonly string[]): Omit<FailureExample, 'error'> {
  const { point, seed } = view.plan.item(item);
  return {
    key: Buffer.from(view.plan.keyer.key(point, seed)).toString('hex'),
    item,
    parameters: nest(point),
    label: labelOf(point, names),
  };
}

function labelOf(point: Point, names: readonly string[]): string {
  const shown = names.flatMap((name) => {
    const value = point.get(name);
    return value === undefined ? [] : [`${name}=${formatValue(value)}`];
  });
  return shown.join(', ');
}

/** Parameters that are not the same everywhere. */
function varyingNames({ plan }: TaskView): readonly string[] {
  const constant = new Set(plan.task.space.factors.flatMap((factor) => (factor.kind === 'constant' ? [factor.name] : [])));
  return plan.space.names.filter((name) => !constant.has(name));
}
