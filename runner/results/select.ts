import { checkExpression, type NameType } from '../../core/expression/check.ts';
import { compileCondition } from '../../core/expression/evaluate.ts';
import { parseExpression } from '../../core/expression/parse.ts';
import { ABSENT_RANK, compareValues, rankOf } from '../../core/result/compare.ts';
import type { ItemState } from '../../core/sweep/account.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import type { Page } from '../../protocol/runner.ts';
import type { Store, StoredRun } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { type ColumnSource, columnSource, ITEM_COLUMNS } from './columns.ts';
import { causeId } from './failureCauses.ts';
import { type LiveItems, outputsOf, stateOf } from './rows.ts';
import type { Selected } from './selected.ts';

/** Which items a page is about, and in which order. */
export interface Selection {
  readonly where?: string | undefined;
  readonly sort?: string | undefined;
  readonly descending?: boolean | undefined;
  readonly states?: readonly ItemState[] | undefined;
}

export interface SelectContext {
  readonly store: Store;
  readonly view: TaskView;
  readonly live: LiveItems;
  readonly outputs: ReadonlySet<string>;
}

/**
 * The items of a selection as an order vector: 8 bytes an item, made once for each filter and sort and kept by the
 * caller. Names are resolved against known columns and never become SQL.
 */
export function selectItems(context: SelectContext, selection: Selection): Selected {
  const parameters = new Set(context.view.plan.space.names);
  const reader = rowReader(context);
  let keep: (item: number) => boolean = () => true;
  if (selection.where !== undefined && selection.where.trim() !== '') {
    const condition = readCondition(selection.where, parameters, context.outputs);
    if ('error' in condition) return { kind: 'error', error: condition.error };
    keep = (item) => condition.holds((name) => reader.value(item, columnSource(name, parameters, context.outputs))) === true;
  }
  const wanted = selection.states && new Set(selection.states);
  const kept: number[] = [];
  for (let item = 0; item < context.view.plan.items; item++) {
    if (wanted && !wanted.has(stateOf(context.view, item, context.live))) continue;
    if (keep(item)) kept.push(item);
  }
  if (selection.sort === undefined) return { kind: 'items', items: Float64Array.from(kept) };
  const source = columnSource(selection.sort, parameters, context.outputs);
  if (!source) return { kind: 'error', error: { message: `There is no column \`${selection.sort}\` to sort by.`, start: 0, end: 0 } };
  return { kind: 'items', items: sorted(kept, (item) => reader.value(item, source), selection.descending === true) };
}

interface Condition {
  readonly holds: (lookup: (name: string) => Value | undefined) => boolean | undefined;
}

function readCondition(
  text: string,
  parameters: ReadonlySet<string>,
  outputs: ReadonlySet<string>,
): Condition | { readonly error: NonNullable<Page['error']> } {
  const outs = [...outputs].map((name) => `out.${name}`);
  const types = new Map<string, NameType>([...ITEM_COLUMNS, ...parameters, ...outputs, ...outs].map((name) => [name, 'any']));
  const parsed = parseExpression(text, new Set(types.keys()));
  const first = parsed.errors[0] ?? (parsed.expression && checkExpression(parsed.expression, types)[0]);
  if (first || !parsed.expression)
    return {
      error: {
        message: first?.message ?? 'This is not an expression.',
        start: first?.span.start ?? 0,
        end: first?.span.end ?? text.length,
      },
    };
  return { holds: compileCondition(parsed.expression) };
}

function sorted(items: readonly number[], valueOf: (item: number) => Value | undefined, descending: boolean): Float64Array {
  const keyed = items.map((item) => ({ item, value: valueOf(item) }));
  keyed.sort((a, b) => {
    // Absent values stay last in both directions.
    if (rankOf(a.value) === ABSENT_RANK || rankOf(b.value) === ABSENT_RANK) return rankOf(a.value) - rankOf(b.value) || a.item - b.item;
    const order = compareValues(a.value, b.value);
    return (descending ? -order : order) || a.item - b.item;
  });
  return Float64Array.from(keyed, (one) => one.item);
}

interface RowReader {
  value(item: number, source: ColumnSource | undefined): Value | undefined;
}

/** Reads values of single items; stored runs are fetched in blocks of neighbouring items. */
function rowReader({ store, view, live }: SelectContext): RowReader {
  let block = -1;
  let runs = new Map<number, StoredRun>();
  let decoded: { readonly id: number; readonly outputs: Value } | undefined;
  const runOf = (item: number): StoredRun | undefined => {
    const at = Math.floor(item / BLOCK);
    if (at !== block) {
      const ids = [...view.view.run.subarray(at * BLOCK, (at + 1) * BLOCK)].filter((id) => id !== 0);
      runs = new Map(store.runs(ids).map((run) => [run.id, run]));
      block = at;
    }
    return runs.get(view.view.run[item] ?? 0);
  };
  const outputOf = (item: number, name: string): Value | undefined => {
    const run = runOf(item);
    if (!run) return undefined;
    if (decoded?.id !== run.id) decoded = { id: run.id, outputs: outputsOf(run) };
    return isValueMap(decoded.outputs) && Object.hasOwn(decoded.outputs, name) ? decoded.outputs[name] : undefined;
  };
  return {
    value(item, source) {
      switch (source?.kind) {
        case 'parameter':
          return view.plan.item(item).point.get(source.name);
        case 'output':
          return outputOf(item, source.name);
        case 'item':
          return factOf(source.name, item);
        default:
          return undefined;
      }
    },
  };

  function factOf(name: (typeof ITEM_COLUMNS)[number], item: number): Value | undefined {
    const planned = view.plan.item(item);
    switch (name) {
      case 'index':
        return (item - planned.replicate) / view.plan.task.replicates;
      case 'replicate':
        return planned.replicate;
      case 'seed':
        return planned.seed;
      case 'state':
        return stateOf(view, item, live);
      case 'key':
        return Buffer.from(view.plan.keyer.key(planned.point, planned.seed)).toString('hex');
      case 'error':
        return runOf(item)?.failure?.message;
      case 'cause': {
        const failure = runOf(item)?.failure;
        return failure ? causeId(failure) : undefined;
      }
      case 'attempts':
        return runOf(item)?.attempt ?? 0;
      default:
        return runOf(item)?.[name];
    }
  }
}

const BLOCK = 4096;
