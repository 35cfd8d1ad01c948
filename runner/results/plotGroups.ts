import { compareValues } from '../../core/result/compare.ts';
import { isGeometric } from '../../core/result/geometric.ts';
import type { Value } from '../../core/value/value.ts';
import type { Steps } from '../steps.ts';
import { ABSENT, NUMBER, type Vector } from './vector.ts';

/** Items by the value of one column: each value a group, or bins where there are too many different numbers. */
export interface Groups {
  /** Rising; of a bin its middle. */
  readonly values: readonly Value[];
  readonly numeric: boolean;
  readonly log: boolean;
  /** Place of an item's group, -1 without one. */
  of(item: number): number;
}

interface Limits {
  /** Groups; values beyond that which are no numbers have none. */
  readonly most: number;
  /** Whether bins are spaced by the logarithm. */
  readonly log: boolean;
}

/** Groups the items by their values in a column. */
export function* groupsOf(vector: Vector, items: Uint32Array, limits: Limits): Steps<Groups> {
  const seen = yield* look(vector, items, limits.most);
  if (seen.tooMany && seen.numeric) return bins(vector, seen, limits);
  const values = [...seen.codes].map((code) => vector.dictionary[code] ?? null);
  const sorted = [...values, ...seen.numbers].toSorted(compareValues).slice(0, limits.most);
  const places = new Map(sorted.map((value, place) => [value, place]));
  const byCode = vector.dictionary.map((value, code) => (code > NUMBER && seen.codes.has(code) ? (places.get(value) ?? -1) : -1));
  return {
    values: sorted,
    numeric: seen.numeric,
    log: seen.numeric && (seen.min > 0 && limits.log ? true : isGeometric(sorted.map(Number))),
    of(item) {
      const code = vector.codes[item] ?? ABSENT;
      return code === NUMBER ? (places.get(vector.numbers?.[item] ?? 0) ?? -1) : (byCode[code] ?? -1);
    },
  };
}

interface Seen {
  readonly codes: ReadonlySet<number>;
  readonly numbers: ReadonlySet<number>;
  readonly tooMany: boolean;
  readonly numeric: boolean;
  readonly min: number;
  readonly max: number;
}

const BLOCK = 65_536;

function* look(vector: Vector, items: Uint32Array, most: number): Steps<Seen> {
  const codes = new Set<number>();
  const numbers = new Set<number>();
  const isNumber = vector.dictionary.map((value) => typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value)));
  let [min, max, numeric] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, true];
  for (let from = 0; from < items.length; from += BLOCK) {
    for (const item of items.subarray(from, from + BLOCK)) {
      const code = vector.codes[item] ?? ABSENT;
      if (code === ABSENT) continue;
      const value = vector.numberAt(item);
      numeric &&= code === NUMBER ? Number.isFinite(value) : isNumber[code] === true;
      if (value < min) min = value;
      if (value > max) max = value;
      if (codes.size + numbers.size <= most) (code === NUMBER ? numbers : codes).add(code === NUMBER ? value : code);
    }
    yield;
  }
  return { codes, numbers, tooMany: codes.size + numbers.size > most, numeric, min, max };
}

function bins(vector: Vector, { min, max }: Seen, { most, log }: Limits): Groups {
  const count = Math.min(most, MOST_BINS);
  const isLog = log && min > 0;
  const [to, back] = isLog ? [Math.log, Math.exp] : [(value: number): number => value, (value: number): number => value];
  const low = to(min);
  const width = (to(max) - low) / count;
  return {
    values: Array.from({ length: count }, (_, place) => back(low + (place + 0.5) * width)),
    numeric: true,
    log: isLog,
    of(item) {
      const value = vector.numberAt(item);
      return Number.isNaN(value) ? -1 : Math.min(count - 1, Math.floor((to(value) - low) / width));
    },
  };
}

const MOST_BINS = 100;
