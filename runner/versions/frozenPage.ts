import { setImmediate as turn } from 'node:timers/promises';
import { compileCondition } from '../../core/expression/evaluate.ts';
import { sumsOf } from '../../core/result/sums.ts';
import { isValueMap, leavesOf, type Value } from '../../core/value/value.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { Column, Page, PageRequest, Row } from '../../protocol/runner.ts';
import { type KnownColumns, knownColumns } from '../results/columns.ts';
import { readCondition } from '../results/condition.ts';
import { derivedValues, rowValue } from '../results/derived.ts';
import { orphanRow } from '../results/rows.ts';
import { sortByComparing } from '../results/sortItems.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { findFrozen, type Frozen, idsOf, keysDigest } from './frozen.ts';

interface Context {
  readonly store: Store;
  readonly view: TaskView;
}

/** Rows of a frozen version, as they were: in point order of that time, filtered and sorted like those of today. */
export async function frozenPage(context: Context, request: PageRequest & { readonly version: string }): Promise<Page> {
  const { store, view } = context;
  const frozen = findFrozen(store, view.task, request.version);
  const rows = await allRows(store, frozen);
  const { columns, known } = columnsOfRows(context, rows);
  const chosen = choose(rows, known, request);
  const head = { revision: store.revision(), shown: [], sums: sumsOf(view.plan.task), columns };
  if ('message' in chosen) return { ...head, total: 0, items: 0, rows: [], error: chosen };
  const offset = request.offset ?? 0;
  const range = chosen.slice(offset, offset + Math.min(request.limit ?? 200, MOST_ROWS));
  return { ...head, total: chosen.length, items: chosen.length, rows: range.map((row) => withDerived(row, known)) };
}

const MOST_ROWS = 10_000;

async function allRows(store: Store, { text }: Frozen): Promise<readonly Row[]> {
  const ids = [...idsOf(text)];
  const rows: Row[] = [];
  for (let first = 0; first < ids.length; first += BLOCK) {
    for (const run of store.runs(ids.slice(first, first + BLOCK))) {
      const row = orphanRow(store, run);
      const index = Math.floor(Math.max(0, run.index) / text.replicates);
      rows.push({ ...row, index, state: run.ok ? 'done' : 'failed' });
    }
    await turn();
  }
  if (rows.length !== ids.length || keysDigest(rows.map((row) => row.key)) !== text.keys)
    throw new RunnerError(
      'bad-request',
      `The rows of ${text.version} are not those that were frozen: the database was put together anew since, or damaged. \`sweepdeck verify\` says more.`,
    );
  return rows.sort((a, b) => a.item - b.item);
}

/** A few milliseconds of reading. */
const BLOCK = 1000;

function columnsOfRows({ view }: Context, rows: readonly Row[]): { readonly columns: readonly Column[]; readonly known: KnownColumns } {
  const parameters = new Set<string>();
  const outputs = new Set<string>();
  for (const row of rows) {
    for (const [name] of leavesOf(row.parameters)) parameters.add(name);
    if (isValueMap(row.outputs)) for (const name of Object.keys(row.outputs)) outputs.add(name);
  }
  const known = knownColumns(view.plan.task, { names: [...parameters] }, outputs);
  const facts = ['index', 'key', 'replicate', 'state'].map((id): Column => ({ id, kind: 'item', varies: true }));
  return {
    known,
    columns: [
      ...facts,
      ...Array.from(parameters, (id): Column => ({ id, kind: 'parameter', varies: true })),
      ...Array.from(outputs, (name): Column => ({ id: parameters.has(name) ? `out.${name}` : name, kind: 'output', varies: true })),
      ...Array.from(known.derived.keys(), (id): Column => ({ id, kind: 'derived', varies: true })),
    ],
  };
}

function withDerived(row: Row, { derived }: KnownColumns): Row {
  return derived.size === 0 ? row : { ...row, derived: derivedValues(derived, row) };
}

function choose(rows: readonly Row[], known: KnownColumns, request: PageRequest): readonly Row[] | NonNullable<Page['error']> {
  const { where, sort, states } = request;
  const valueOf = (row: Row, id: string): Value | undefined => {
    const source = known.sourceOf(id);
    if (source?.kind === 'derived') return derivedValues(known.derived, row)[id];
    return source && rowValue(row, source);
  };
  const read = where === undefined || where.trim() === '' ? undefined : readCondition(where, known.names);
  if (read?.kind === 'error') return read.error;
  const holds = read && compileCondition(read.expression);
  const kept = rows.filter((row) => (!states || states.includes(row.state)) && (!holds || holds((name) => valueOf(row, name)) === true));
  if (sort === undefined) return kept;
  if (!known.sourceOf(sort)) return { message: `There is no column \`${sort}\` to sort by.`, start: 0, end: 0 };
  const order = sortByComparing(
    Uint32Array.from(kept, (_, at) => at),
    (at) => kept[at] && valueOf(kept[at], sort),
    request.descending === true,
  );
  return Array.from(order, (at) => kept[at]).filter((row) => row !== undefined);
}
