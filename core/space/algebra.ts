import { sameValue } from '../value/equal.ts';
import type { Value } from '../value/value.ts';
import { areApart } from './apart.ts';
import { once } from './once.ts';
import { ABSENT, type Relation, type Row } from './relation.ts';
import { add, multiply } from './size.ts';
import { interner, tupleIndex } from './tupleIndex.ts';
import { type ValueSet, valueSet } from './valueSet.ts';

/** Exactly one row without parameters: what a block without factors is, and the one of products. */
export const UNIT: Relation = {
  slots: [],
  size: 1,
  total: true,
  fill: () => undefined,
  has: () => true,
  distinct: () => true,
  domain: () => ABSENT,
};

/** One parameter that takes the values of a set, one after the other. */
export function column(slot: number, values: ValueSet): Relation {
  return {
    slots: [slot],
    size: values.size,
    total: true,
    fill(index, row) {
      row[slot] = values.at(index);
    },
    has(row) {
      const value = row[slot];
      return value !== undefined && values.indexOf(value) !== -1;
    },
    distinct: () => values.distinct(),
    domain: (of) => (of === slot ? { absent: false, sets: [values] } : ABSENT),
  };
}

/** One parameter with one value. */
export function constant(slot: number, value: Value): Relation {
  return column(slot, { size: 1, at: () => value, indexOf: (other) => (sameValue(value, other) ? 0 : -1), distinct: () => true });
}

/** Columns side by side; a constant goes with every row, otherwise the shortest column ends the rows. */
export function zip(columns: readonly { readonly slot: number; readonly values: ValueSet; readonly constant: boolean }[]): Relation {
  const lengths = columns.filter((one) => !one.constant).map((one) => one.values.size);
  const size = lengths.reduce((least, length) => Math.min(least, length), lengths[0] ?? 1);
  const slots = columns.map((one) => one.slot);
  const fill = (index: number, row: Row) => {
    for (const one of columns) row[one.slot] = one.values.at(one.constant ? 0 : index);
  };
  const hashed = hashedRows({ slots, size, fill });
  const guide = once(() => columns.find((one) => !one.constant && one.values.distinct()));
  return {
    slots,
    size,
    total: true,
    fill,
    has: (row) => hasAtGuide(row) ?? hashed.has(row),
    distinct: () => size <= 1 || guide() !== undefined || hashed.distinct(),
    domain(slot) {
      const found = columns.find((one) => one.slot === slot);
      return found === undefined ? ABSENT : { absent: false, sets: [found.values] };
    },
  };

  /** A column without repetitions tells the only place where the row could be. */
  function hasAtGuide(row: Row): boolean | undefined {
    const column = guide();
    if (column === undefined) return undefined;
    const place = column.values.indexOf(row[column.slot] ?? null);
    return place !== -1 && place < size && columns.every((one) => sameValue(one.values.at(one.constant ? 0 : place), row[one.slot]));
  }
}

/** Rows as they are listed. */
export function rows(list: readonly ReadonlyMap<number, Value>[]): Relation {
  const found = new Set<number>();
  for (const row of list) for (const slot of row.keys()) found.add(slot);
  const slots = [...found];
  const fill = (index: number, row: Row) => {
    for (const slot of slots) row[slot] = undefined;
    for (const [slot, value] of list[index] ?? []) row[slot] = value;
  };
  const size = list.length;
  return {
    slots,
    size,
    total: list.every((row) => row.size === slots.length),
    fill,
    ...hashedRows({ slots, size, fill }),
    domain(slot) {
      const values = list.map((row) => row.get(slot)).filter((value) => value !== undefined);
      return {
        absent: values.length < size,
        sets: [valueSet({ size: values.length, at: (index) => values[index] ?? null, ordered: false })],
      };
    },
  };
}

/** All combinations, the first factor varying slowest. */
export function product(factors: readonly Relation[]): Relation {
  const [only] = factors;
  if (only !== undefined && factors.length === 1) return only;
  return {
    slots: factors.flatMap((factor) => factor.slots),
    size: multiply(factors.map((factor) => factor.size)),
    total: factors.every((factor) => factor.total),
    fill: fillProduct(factors),
    has: (row) => factors.every((factor) => factor.has(row)),
    distinct: once(() => factors.every((factor) => factor.distinct())),
    domain: (slot) => factors.find((factor) => factor.slots.includes(slot))?.domain(slot) ?? ABSENT,
  };
}

/** Writes a row of all combinations, the first factor varying slowest. */
export function fillProduct(factors: readonly Pick<Relation, 'size' | 'fill'>[]): Relation['fill'] {
  return (index, row) => {
    let rest = index;
    for (let at = factors.length - 1; at >= 0; at--) {
      const factor = factors[at] ?? UNIT;
      const digit = rest % factor.size;
      factor.fill(digit, row);
      rest = (rest - digit) / factor.size;
    }
  };
}

/** One relation after the other; a parameter that one of them lacks is absent in its rows. */
export function sum(terms: readonly Relation[]): Relation {
  const slots = [...new Set(terms.flatMap((term) => term.slots))];
  const own = terms.map((term) => new Set(term.slots));
  const starts = offsets(terms);
  return {
    slots,
    size: add(terms.map((term) => term.size)),
    total: terms.every((term, at) => term.total && own[at]?.size === slots.length),
    fill(index, row) {
      const at = lastAtMost(starts, index);
      if (own[at]?.size !== slots.length) for (const slot of slots) row[slot] = undefined;
      terms[at]?.fill(index - (starts[at] ?? 0), row);
    },
    has: (row) => terms.some((term, at) => term.has(row) && slots.every((slot) => own[at]?.has(slot) || row[slot] === undefined)),
    distinct: once(() => terms.every((term) => term.distinct()) && areApart(terms, slots)),
    domain(slot) {
      const domains = terms.filter((term) => term.size > 0).map((term) => term.domain(slot));
      return { absent: domains.some((one) => one.absent), sets: domains.flatMap((one) => one.sets) };
    },
  };
}

/** Rows looked up by hash; the table is made when first asked for. */
export function hashedRows({ slots, size, fill }: Pick<Relation, 'slots' | 'size' | 'fill'>): Pick<Relation, 'has' | 'distinct'> {
  const read = once(() => {
    const index = tupleIndex(slots, interner());
    const row: Row = [];
    for (let at = 0; at < size; at++) {
      fill(at, row);
      index.add(row);
    }
    return index;
  });
  return { has: (row) => size <= MAX_HASHED && read().find(row) !== -1, distinct: () => size <= MAX_HASHED && read().size === size };
}

/** What has more rows is "perhaps not distinct", which the budget of the space then settles. */
const MAX_HASHED = 5_000_000;

function offsets(terms: readonly Relation[]): readonly number[] {
  const starts: number[] = [];
  let start = 0;
  for (const term of terms) {
    starts.push(start);
    start = add([start, term.size]);
  }
  return starts;
}

function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((sorted[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
