import type { Context } from './context.ts';
import { type Indices, indexList } from './indexList.ts';
import type { Row } from './relation.ts';
import type { Rules } from './rules.ts';
import type { RowTest } from './scope.ts';
import { multiply } from './size.ts';
import { NUMBERS, tupleIndex } from './tupleIndex.ts';
import type { View } from './view.ts';
import { walk } from './walk.ts';
import { applyWhens } from './when.ts';

/** Which rows of a product its conditions leave, before anything is excluded; 4 to 8 bytes a row. */
export interface Passed {
  /** Their numbers in the product, ascending. */
  readonly rows: Indices;
  /** Places in `rows` of those that equal an earlier one, ascending. */
  readonly repeated: Indices;
  /** What exclusions can tell apart of them. */
  readonly sights?: Sights;
  /** How many rows each constraint took. */
  readonly constraints: readonly number[];
}

/** Rows by the parameters that exclusions name: an exclusion takes all rows of one sight or none. */
export interface Sights {
  /** The number of the sight of each of the rows. */
  readonly of: Indices;
  /** The place of the first row of each sight. */
  readonly first: Indices;
}

/** More of them would cost more memory than looking at every row again costs time. */
const MANY_SIGHTS = 65_536;

/** Looks at every row of a product; whoever asks has paid for it from the budget. */
export function pass(views: readonly View[], rules: Rules, context: Context): Passed {
  const size = multiply(views.map((view) => view.size));
  const constraints = rules.constraints.map(() => 0);
  const [rows, repeated] = [indexList(size), indexList(size)];
  const candidates = candidatesOf(views, size, context);
  const sights = rules.exclusions.length === 0 ? undefined : sightsOf(rules, context, size);
  const row = context.scratch;
  for (const relation of rules.fixed) relation.fill(0, row);
  for (let index = 0; index < size; index++) {
    candidates.next(row);
    applyWhens(rules.whens, row);
    const failed = firstFailing(rules.constraints, row);
    if (failed !== -1) {
      constraints[failed] = (constraints[failed] ?? 0) + 1;
      continue;
    }
    sights?.add(row);
    if (!candidates.isNew(index, row)) repeated.push(rows.size);
    rows.push(index);
  }
  row.length = 0;
  const told = sights?.take();
  return { rows: rows.take(), repeated: repeated.take(), ...(told && { sights: told }), constraints };
}

/** Gathers the sights of rows that are added one after the other. */
function sightsOf({ exclusions }: Rules, { values }: Context, limit: number): { add(row: Row): void; take(): Sights | undefined } {
  const known = tupleIndex([...new Set(exclusions.flatMap(({ relation }) => relation.slots))], values);
  const [of, first] = [indexList(limit), indexList(limit)];
  return {
    add(row) {
      if (known.size > MANY_SIGHTS) return;
      const sight = known.add(row);
      if (sight === -1) first.push(of.size);
      of.push(sight === -1 ? known.size - 1 : sight);
    },
    take: () => (known.size > MANY_SIGHTS ? undefined : { of: of.take(), first: first.take() }),
  };
}

/** The candidates one after the other, and whether the one that was just filled in and filtered is the first of its kind. */
interface Candidates {
  next(row: Row): void;
  isNew(index: number, row: Row): boolean;
}

function candidatesOf(views: readonly View[], size: number, context: Context): Candidates {
  const candidates = walk(views);
  const { next } = candidates;
  const compared = views.filter((view) => view.isCompared);
  if (compared.length === 0) return { next, isNew: () => true };
  const kinds = tupleIndex(
    compared.flatMap((view) => view.slots),
    context.values,
  );
  /** Which of the first kinds came with a `rest`, a bit for each; all others are looked up. */
  const bits = new Int32Array(size);
  const seen = tupleIndex([0, 1], NUMBERS);
  return {
    next,
    isNew(index, row) {
      const known = kinds.add(row);
      const kind = known === -1 ? kinds.size - 1 : known;
      const rest = index - candidates.compared();
      if (kind >= BITS) return seen.add([kind, rest]) === -1;
      const before = bits[rest] ?? 0;
      bits[rest] = before | (1 << kind);
      return bits[rest] !== before;
    },
  };
}

const BITS = 32;

function firstFailing(constraints: readonly RowTest[], row: Row): number {
  for (let index = 0; index < constraints.length; index++) if (constraints[index]?.holds(row) === false) return index;
  return -1;
}
