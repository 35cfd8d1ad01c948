import { namesIn } from '../../core/expression/check.ts';
import type { Expression } from '../../core/expression/ast.ts';
import type { ItemState } from '../../core/sweep/account.ts';
import type { Value } from '../../core/value/value.ts';
import type { Page } from '../../protocol/runner.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { knownColumns } from './columns.ts';
import type { ColumnSource } from './columnSource.ts';
import { readCondition } from './condition.ts';
import { isColumn } from './fillDerived.ts';
import { type Columns, loadColumns, loadColumnsNow } from './loadColumns.ts';
import { compileMask, MASK_BLOCK, type NamedValues } from './mask.ts';
import { placesUpTo } from './placesUpTo.ts';
import { rowReader } from './rowReader.ts';
import type { LiveItems } from './rows.ts';
import { sortByComparing, sortItems } from './sortItems.ts';
import { stateVector } from './stateVector.ts';
import type { Lane } from '../lanes.ts';
import { finish, type Steps } from '../steps.ts';
import type { Vector } from './vector.ts';

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

/** Items in the order of a filter and sort, 4 bytes an item; or why the filter cannot be read. */
export type Selected =
  | { readonly kind: 'items'; readonly items: Uint32Array }
  | { readonly kind: 'error'; readonly error: NonNullable<Page['error']> };

/** The items of a selection, in slices between which the process answers others; rejects when the signal is aborted. */
export async function selectItems(
  context: SelectContext,
  selection: Selection,
  { signal, lane = 'ahead' }: { readonly signal?: AbortSignal | undefined; readonly lane?: Lane } = {},
): Promise<Selected> {
  const meant = readSelection(context, selection);
  if (meant.kind === 'error') return meant;
  const known = recall(context, meant);
  if (known) return known;
  const columns = await loadColumns(context, meant.sources.filter(isColumn), lane);
  return context.view.memory.lanes[lane](remembered(context, meant, columns), signal);
}

/** The same, at once. */
export function selectItemsNow(context: SelectContext, selection: Selection): Selected {
  const meant = readSelection(context, selection);
  if (meant.kind === 'error') return meant;
  const known = recall(context, meant);
  if (known) return known;
  const columns = loadColumnsNow(context, meant.sources.filter(isColumn));
  return finish(remembered(context, meant, columns));
}

/** What a selection needs: columns by source, and what is done with them. */
export interface Meant {
  readonly kind: 'meant';
  /** What the answer depends on, as a name for it. */
  readonly name: string;
  readonly condition: Expression | undefined;
  readonly sort: { readonly source: ColumnSource; readonly descending: boolean } | undefined;
  readonly states: readonly ItemState[] | undefined;
  readonly sourceOf: (name: string) => ColumnSource | undefined;
  readonly sources: readonly ColumnSource[];
}

/** What a selection means, or why it cannot be read. */
export function readSelection({ view, live, outputs }: SelectContext, selection: Selection): Meant | Extract<Selected, { kind: 'error' }> {
  const { where, sort, descending, states } = selection;
  const { names, sourceOf } = knownColumns(view.plan.task, view.plan.space, outputs);
  const read = where === undefined || where.trim() === '' ? undefined : readCondition(where, names);
  if (read?.kind === 'error') return read;
  const sorted = sort === undefined ? undefined : sourceOf(sort);
  if (sort !== undefined && !sorted)
    return { kind: 'error', error: { message: `There is no column \`${sort}\` to sort by.`, start: 0, end: 0 } };
  const named = read ? namesIn(read.expression).flatMap(({ name }) => sourceOf(name) ?? []) : [];
  const sources = new Map([...named, ...(sorted ? [sorted] : [])].map((source) => [`${source.kind} ${source.name}`, source]));
  const isLasting = states === undefined && [...sources.values()].every(({ kind }) => kind === 'parameter');
  const moment = isLasting ? [] : [view.changes.count, ...live];
  return {
    kind: 'meant',
    name: JSON.stringify([where, sort, descending, states, moment]),
    condition: read?.expression,
    sort: sorted && { source: sorted, descending: descending === true },
    states,
    sourceOf,
    sources: [...sources.values()],
  };
}

/** The answer to the same question, if nothing has changed since. */
export function recall({ view: { memory } }: SelectContext, { name }: Meant): Selected | undefined {
  const items = memory.orders.get(name);
  if (!items) return undefined;
  memory.orders.delete(name);
  memory.orders.set(name, items);
  return { kind: 'items', items };
}

function* remembered(context: SelectContext, meant: Meant, columns: Columns): Steps<Selected> {
  const { orders } = context.view.memory;
  const items = yield* choose(context, meant, columns);
  orders.set(meant.name, items);
  let bytes = [...orders.values()].reduce((sum, one) => sum + one.byteLength, 0);
  for (const [name, { byteLength }] of orders) {
    if (bytes <= MOST_BYTES || name === meant.name) break;
    bytes -= byteLength;
    orders.delete(name);
  }
  return { kind: 'items', items };
}

/** Six orders of a million items. */
const MOST_BYTES = 24_000_000;

function* choose(context: SelectContext, meant: Meant, columns: Columns): Steps<Uint32Array> {
  const values = valuesOf(context, columns);
  const kept = yield* filtered(context, meant, values);
  const { sort } = meant;
  if (!sort) return kept;
  const vector = values.vector(sort.source);
  if (vector) return yield* sortItems(kept, vector, sort.descending);
  return sortByComparing(kept, values.reader(sort.source), sort.descending);
}

interface SourceValues {
  vector(source: ColumnSource): Vector | undefined;
  reader(source: ColumnSource): (item: number) => Value | undefined;
}

/** Values by source: of columns that are held, else row by row. */
export function valuesOf(context: SelectContext, columns: Columns): SourceValues {
  let states: Vector | undefined;
  const vector = (source: ColumnSource): Vector | undefined => {
    if (source.kind !== 'item' || source.name !== 'state') return columns.get(source);
    states ??= stateVector(context.view, context.live);
    return states;
  };
  return {
    vector,
    reader(source) {
      const held = vector(source);
      return held ? (item) => held.at(item) : rowReader(context, source);
    },
  };
}

function* filtered(context: SelectContext, { condition, states, sourceOf }: Meant, values: SourceValues): Steps<Uint32Array> {
  const { items } = context.view.plan;
  const mask = condition && compileMask(condition, namedValues(values, sourceOf));
  const wanted = states && stateFilter(context, states);
  if (!mask && !wanted) return placesUpTo(items);
  const kept = { items: new Uint32Array(items), count: 0 };
  const block = new Uint8Array(MASK_BLOCK);
  for (let from = 0; from < items; from += MASK_BLOCK) {
    const out = block.subarray(0, Math.min(MASK_BLOCK, items - from)).fill(1);
    mask?.(from, out);
    keep(kept, from, out, wanted);
    yield;
  }
  return kept.count === items ? kept.items : kept.items.slice(0, kept.count);
}

function keep(
  kept: { readonly items: Uint32Array; count: number },
  from: number,
  out: Uint8Array,
  wanted: ((item: number) => boolean) | undefined,
): void {
  for (let at = 0; at < out.length; at++) if (out[at] === 1 && wanted?.(from + at) !== false) kept.items[kept.count++] = from + at;
}

function stateFilter({ view, live }: SelectContext, states: readonly ItemState[]): (item: number) => boolean {
  const { codes, dictionary } = stateVector(view, live);
  const wanted = new Set<Value | undefined>(states);
  const table = dictionary.map((value) => wanted.has(value));
  return (item) => table[codes[item] ?? 0] === true;
}

/** The same by the names of an expression. */
export function namedValues(values: SourceValues, sourceOf: Meant['sourceOf']): NamedValues {
  const readers = new Map<string, (item: number) => Value | undefined>();
  return {
    vector(name) {
      const source = sourceOf(name);
      return source && values.vector(source);
    },
    value(name, item) {
      const source = sourceOf(name);
      const read = readers.get(name) ?? (source ? values.reader(source) : () => undefined);
      readers.set(name, read);
      return read(item);
    },
  };
}
