import { sumsOf } from '../../core/result/sums.ts';
import { derivedColumn } from '../../core/task/derivedColumn.ts';
import { isValueMap, leavesOf } from '../../core/value/value.ts';
import type { Page, PageRequest, Row } from '../../protocol/runner.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { columnsOf, knownColumns } from './columns.ts';
import { outputName } from './columnSource.ts';
import { derivedValues } from './derived.ts';
import { firstItems } from './firstItems.ts';
import { foldedOrder } from './foldOrder.ts';
import { foldedRows } from './foldRows.ts';
import { type LiveItems, orphanRow, outputsOf, rowsOf } from './rows.ts';
import { selectItems } from './select.ts';

interface PageContext {
  readonly store: Store;
  readonly view: TaskView;
  readonly live: LiveItems;
}

/** A range of rows in the order of one filter and sort; rejects when the signal is aborted before the order is known. */
export async function pageOf(context: PageContext, request: PageRequest, signal?: AbortSignal): Promise<Page> {
  const { store, view } = context;
  const outputs = outputNames(store, view);
  const columns = columnsOf(view.plan.task, view.plan.space, outputs);
  const head = {
    revision: store.revision(),
    shown: view.plan.task.columns.map((entry) => derivedColumn(entry)?.name ?? entry),
    sums: sumsOf(view.plan.task),
  };
  const offset = request.offset ?? 0;
  const end = offset + Math.min(request.limit ?? 200, MOST_ROWS);
  if (request.states?.length === 1 && request.states[0] === 'orphan') {
    const { orphans } = view.view;
    const rows = store.runs(orphans.slice(offset, end)).map((run) => orphanRow(store, run));
    return {
      ...head,
      total: orphans.length,
      items: orphans.length,
      columns: withStoredParameters(withNewOutputs(columns, context, rows), rows),
      rows: withDerived(context, outputs, rows),
    };
  }
  const { fold, ...selection } = request;
  const select = { ...context, outputs };
  const folds = fold && view.plan.task.replicates > 1 ? { ...selection, fold } : undefined;
  const read = (items: readonly number[]): readonly Row[] => withDerived(context, outputs, rowsOf(store, view, items, context.live));
  const early = request.early && !folds && offset === 0 ? await firstItems(select, selection, end) : undefined;
  if (early) {
    const rows = read([...early]);
    return { ...head, total: rows.length, items: rows.length, columns: withNewOutputs(columns, context, rows), rows, partial: true };
  }
  const order = folds ? await foldedOrder(select, folds, signal) : await selectItems(select, selection, { signal });
  if (order.kind === 'error') return { ...head, total: 0, items: 0, columns, rows: [], error: order.error };
  const isFolded = order.kind === 'rows';
  const rows = isFolded ? foldedRows(view, order, { from: offset, to: end, read }) : read([...order.items.subarray(offset, end)]);
  const total = isFolded ? order.rows.length : order.items.length;
  return { ...head, total, items: order.items.length, columns: withNewOutputs(columns, context, rows), rows };
}

const MOST_ROWS = 10_000;

/** Rows that the space has no more may have parameters that it has no more. */
function withStoredParameters(columns: Page['columns'], rows: readonly Row[]): Page['columns'] {
  const facts = columns.filter(({ kind }) => kind === 'item' || kind === 'parameter');
  const names = new Set<string>();
  for (const row of rows) {
    for (const [name] of leavesOf(row.parameters)) if (!facts.some(({ id }) => `${name}.`.startsWith(`${id}.`))) names.add(name);
  }
  return [...facts, ...Array.from(names, (id) => ({ id, kind: 'parameter' as const, varies: true })), ...columns.slice(facts.length)];
}

function withDerived({ view }: PageContext, outputs: ReadonlySet<string>, rows: readonly Row[]): readonly Row[] {
  const { derived } = knownColumns(view.plan.task, view.plan.space, outputs);
  return derived.size === 0 ? rows : rows.map((row) => ({ ...row, derived: derivedValues(derived, row) }));
}

/** Declared outputs, then those found in a sample of stored rows, in order of appearance. */
export function outputNames(store: Store, view: TaskView): ReadonlySet<string> {
  if (view.outputs?.revision === view.revision) return view.outputs.names;
  const names = new Set(view.plan.task.schema.outputs.keys());
  for (const run of store.runs(sample(view.view.run))) addNames(names, outputsOf(run));
  view.outputs = { revision: view.revision, names };
  return names;
}

function sample(runs: Float64Array): number[] {
  const ids: number[] = [];
  const stride = Math.max(1, Math.floor(runs.length / SAMPLE));
  for (let item = 0; item < runs.length && ids.length < SAMPLE; item += stride) {
    const id = runs[item];
    if (id) ids.push(id);
  }
  return ids;
}

const SAMPLE = 500;

function withNewOutputs(columns: Page['columns'], context: PageContext, rows: readonly Row[]): Page['columns'] {
  const known = new Set(columns.filter((column) => column.kind === 'output').map((column) => outputName(column.id)));
  const found = new Set(known);
  for (const row of rows) addNames(found, row.outputs);
  return found.size === known.size ? columns : columnsOf(context.view.plan.task, context.view.plan.space, found);
}

function addNames(names: Set<string>, outputs: Row['outputs']): void {
  if (isValueMap(outputs)) for (const name of Object.keys(outputs)) names.add(name);
}
