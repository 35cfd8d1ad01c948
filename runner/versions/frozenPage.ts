import { compileCondition } from '../../core/expression/evaluate.ts';
import { sumsOf } from '../../core/result/sums.ts';
import { isValueMap, leavesOf, type Value } from '../../core/value/value.ts';
import type { Column, Page, PageRequest, Row } from '../../protocol/runner.ts';
import { type KnownColumns, knownColumns } from '../results/columns.ts';
import { readCondition } from '../results/condition.ts';
import { derivedValues, rowValue } from '../results/derived.ts';
import { orphanRow } from '../results/rows.ts';
import { sortByComparing } from '../results/sortItems.ts';
import { finish, inSlices, type Steps } from '../steps.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { findFrozen, type Frozen } from './frozen.ts';
import { type FrozenRows, readFrozenRows } from './frozenRows.ts';

interface Context {
  readonly store: Store;
  readonly view: TaskView;
}

/**
 * Rows of a frozen version, as they were: in point order of that time, filtered and sorted like those of today. Rows
 * that are not shown are read once for each filter and sort; without one, of each only its place, and that once.
 */
export async function frozenPage(
  context: Context,
  request: PageRequest & { readonly version: string },
  signal?: AbortSignal,
): Promise<Page> {
  const { store, view } = context;
  const frozen = findFrozen(store, view.task, request.version);
  const rows = await knownRows(context, frozen, signal);
  const read = reader(store, frozen, rows);
  const found = namesOf(finish(read(sample(rows.ids.length))));
  const known = knownColumns(view.plan.task, { names: [...found.parameters] }, found.outputs);
  const places = await inSlices(choose({ rows, known, read }, request), signal);
  const common = { revision: store.revision(), shown: [], sums: sumsOf(view.plan.task) };
  if ('message' in places) return { ...common, total: 0, items: 0, columns: columnsOf(found, known), rows: [], error: places };
  const offset = request.offset ?? 0;
  const shown = finish(read(places.subarray(offset, offset + Math.min(request.limit ?? 200, MOST_ROWS))));
  return {
    ...common,
    total: places.length,
    items: places.length,
    columns: columnsOf(namesOf(shown, found), known),
    rows: shown.map((row) => (known.derived.size === 0 ? row : { ...row, derived: derivedValues(known.derived, row) })),
  };
}

const MOST_ROWS = 10_000;

async function knownRows({ store, view }: Context, frozen: Frozen, signal: AbortSignal | undefined): Promise<FrozenRows> {
  const { versions } = view.memory;
  const rows = versions.get(frozen.record.id) ?? (await inSlices(readFrozenRows(store, frozen), signal));
  return keepRecent(versions, frozen.record.id, rows);
}

/** Reads the rows at some places whole, in their order. */
type Reader = (places: Iterable<number>) => Steps<readonly Row[]>;

function reader(store: Store, { text }: Frozen, { ids }: FrozenRows): Reader {
  return function* read(places) {
    const wanted = Array.from(places, (place) => ids[place] ?? 0);
    const rows: Row[] = [];
    for (let first = 0; first < wanted.length; first += BLOCK) {
      for (const run of store.runs(wanted.slice(first, first + BLOCK))) {
        const index = Math.floor(Math.max(0, run.index) / text.replicates);
        rows.push({ ...orphanRow(store, run), index, state: run.ok ? 'done' : 'failed' });
      }
      yield;
    }
    return rows;
  };
}

/** A few milliseconds of reading. */
const BLOCK = 1000;

/** Places from the whole version, enough to know its columns by. */
function sample(rows: number): readonly number[] {
  const stride = Math.max(1, Math.floor(rows / SAMPLE));
  return Array.from({ length: Math.min(rows, SAMPLE) }, (_, at) => at * stride);
}

const SAMPLE = 500;

interface Names {
  readonly parameters: ReadonlySet<string>;
  readonly outputs: ReadonlySet<string>;
}

/** The names in some rows, after those that are known already. */
function namesOf(rows: readonly Row[], before: Names = { parameters: new Set(), outputs: new Set() }): Names {
  const parameters = new Set(before.parameters);
  const outputs = new Set(before.outputs);
  for (const row of rows) {
    for (const [name] of leavesOf(row.parameters)) parameters.add(name);
    if (isValueMap(row.outputs)) for (const name of Object.keys(row.outputs)) outputs.add(name);
  }
  return { parameters, outputs };
}

function columnsOf({ parameters, outputs }: Names, known: KnownColumns): readonly Column[] {
  const facts = ['index', 'key', 'replicate', 'state'].map((id): Column => ({ id, kind: 'item', varies: true }));
  return [
    ...facts,
    ...Array.from(parameters, (id): Column => ({ id, kind: 'parameter', varies: true })),
    ...Array.from(outputs, (name): Column => ({ id: parameters.has(name) ? `out.${name}` : name, kind: 'output', varies: true })),
    ...Array.from(known.derived.keys(), (id): Column => ({ id, kind: 'derived', varies: true })),
  ];
}

interface Choosing {
  readonly rows: FrozenRows;
  readonly known: KnownColumns;
  readonly read: Reader;
}

/** The places that a request is about, in its order; remembered, because nothing of a version changes. */
function* choose(of: Choosing, { where, sort, descending, states }: PageRequest): Steps<Uint32Array | NonNullable<Page['error']>> {
  const { rows, known } = of;
  const condition = where === undefined || where.trim() === '' ? undefined : readCondition(where, known.names);
  if (condition?.kind === 'error') return condition.error;
  if (sort !== undefined && !known.sourceOf(sort)) return { message: `There is no column \`${sort}\` to sort by.`, start: 0, end: 0 };
  const name = JSON.stringify([where, sort, descending, states]);
  const remembered = rows.orders.get(name);
  const ofState = (place: number): boolean => !states || states.includes(rows.ok[place] === 1 ? 'done' : 'failed');
  const all = remembered ?? Uint32Array.from(rows.ids.keys()).filter(ofState);
  const order =
    remembered ??
    (condition || sort !== undefined
      ? yield* select(of, all, { holds: condition && compileCondition(condition.expression), sort, descending })
      : all);
  return keepRecent(rows.orders, name, order);
}

/** Remembers an answer as the latest of a few. */
function keepRecent<K, V>(answers: Map<K, V>, name: K, answer: V): V {
  answers.delete(name);
  answers.set(name, answer);
  for (const oldest of answers.keys()) if (answers.size > MOST_ANSWERS) answers.delete(oldest);
  return answer;
}

const MOST_ANSWERS = 4;

interface Wanted {
  readonly holds: ReturnType<typeof compileCondition> | undefined;
  readonly sort: string | undefined;
  readonly descending: boolean | undefined;
}

/** Reads every row once, a block after the other, and keeps of it what it is sorted by. */
function* select({ known, read }: Choosing, places: Uint32Array, { holds, sort, descending }: Wanted): Steps<Uint32Array> {
  const kept: number[] = [];
  const values: (Value | undefined)[] = [];
  for (let first = 0; first < places.length; first += BLOCK) {
    const block = places.subarray(first, first + BLOCK);
    const rows = yield* read(block);
    for (const [at, row] of rows.entries()) {
      const valueOf = (name: string): Value | undefined => columnValue(known, row, name);
      if (holds && holds(valueOf) !== true) continue;
      kept.push(block[at] ?? 0);
      if (sort !== undefined) values.push(valueOf(sort));
    }
  }
  if (sort === undefined) return Uint32Array.from(kept);
  const order = sortByComparing(Uint32Array.from(kept.keys()), (at) => values[at], descending === true);
  return order.map((at) => kept[at] ?? 0);
}

function columnValue({ sourceOf, derived }: KnownColumns, row: Row, id: string): Value | undefined {
  const source = sourceOf(id);
  if (source?.kind === 'derived') return derivedValues(derived, row)[id];
  return source && rowValue(row, source);
}
