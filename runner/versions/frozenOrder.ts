import { compileCondition } from '../../core/expression/evaluate.ts';
import type { Value } from '../../core/value/value.ts';
import type { Page, PageRequest, Row } from '../../protocol/runner.ts';
import type { KnownColumns } from '../results/columns.ts';
import { readCondition } from '../results/condition.ts';
import { derivedValues, rowValue } from '../results/derived.ts';
import { placesUpTo } from '../results/placesUpTo.ts';
import { sortByComparing } from '../results/sortItems.ts';
import type { Steps } from '../steps.ts';
import { type FrozenReader, WHOLE_ROWS } from './frozenReader.ts';
import { type FrozenRows, frozenState, keepRecent } from './frozenRows.ts';

interface Choosing {
  readonly rows: FrozenRows;
  readonly known: KnownColumns;
  readonly read: FrozenReader;
}

/** The places that a request is about, in its order; remembered, because nothing of a version changes. */
export function* frozenOrder(
  of: Choosing,
  { where, sort, descending, states }: PageRequest,
): Steps<Uint32Array | NonNullable<Page['error']>> {
  const { rows, known } = of;
  const condition = where === undefined || where.trim() === '' ? undefined : readCondition(where, known.names);
  if (condition?.kind === 'error') return condition.error;
  if (sort !== undefined && !known.sourceOf(sort)) return { message: `There is no column \`${sort}\` to sort by.`, start: 0, end: 0 };
  const name = JSON.stringify([where, sort, descending, states]);
  const remembered = rows.orders.get(name);
  const ofState = (place: number): boolean => !states || states.includes(frozenState(rows, rows.ids[place] ?? 0, rows.ok[place] === 1));
  const all = remembered ?? placesUpTo(rows.ids.length).filter(ofState);
  const order =
    remembered ??
    (condition || sort !== undefined
      ? yield* select(of, all, { holds: condition && compileCondition(condition.expression), sort, descending })
      : all);
  return keepRecent(rows.orders, name, order);
}

interface Wanted {
  readonly holds: ReturnType<typeof compileCondition> | undefined;
  readonly sort: string | undefined;
  readonly descending: boolean | undefined;
}

/** Reads every row once, a block after the other, and keeps of it what it is sorted by. */
function* select({ known, read }: Choosing, places: Uint32Array, { holds, sort, descending }: Wanted): Steps<Uint32Array> {
  const kept: number[] = [];
  const values: (Value | undefined)[] = [];
  for (let first = 0; first < places.length; first += WHOLE_ROWS) {
    const block = places.subarray(first, first + WHOLE_ROWS);
    const rows = yield* read(block);
    for (const [at, row] of rows.entries()) {
      const valueOf = (name: string): Value | undefined => columnValue(known, row, name);
      if (holds && holds(valueOf) !== true) continue;
      kept.push(block[at] ?? 0);
      if (sort !== undefined) values.push(valueOf(sort));
    }
  }
  if (sort === undefined) return Uint32Array.from(kept);
  const order = sortByComparing(placesUpTo(kept.length), (at) => values[at], descending === true);
  return order.map((at) => kept[at] ?? 0);
}

function columnValue({ sourceOf, derived }: KnownColumns, row: Row, id: string): Value | undefined {
  const source = sourceOf(id);
  if (source?.kind === 'derived') return derivedValues(derived, row)[id];
  return source && rowValue(row, source);
}
