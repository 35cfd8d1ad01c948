import { sumsOf } from '../../core/result/sums.ts';
import { isValueMap, leavesOf } from '../../core/value/value.ts';
import type { Column, Page, PageRequest, Row } from '../../protocol/runner.ts';
import { type KnownColumns, knownColumns } from '../results/columns.ts';
import { derivedValues } from '../results/derived.ts';
import { finish, inSlices } from '../steps.ts';
import type { Store } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { findFrozen, type Frozen } from './frozen.ts';
import { frozenOrder } from './frozenOrder.ts';
import { frozenReader } from './frozenReader.ts';
import { type FrozenRows, keepRecent, readFrozenRows } from './frozenRows.ts';

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
  const read = frozenReader(store, frozen, rows);
  const found = namesOf(finish(read(sample(rows.ids.length))));
  const known = knownColumns(view.plan.task, { names: [...found.parameters] }, found.outputs);
  const places = await inSlices(frozenOrder({ rows, known, read }, request), { signal });
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
  const rows = versions.get(frozen.record.id) ?? (await inSlices(readFrozenRows(store, frozen), { signal }));
  return keepRecent(versions, frozen.record.id, rows);
}

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
