import { mapKey, sameValue } from '../value/equal.ts';
import type { Value } from '../value/value.ts';
import type { AxisValues } from './axis.ts';
import { once } from './once.ts';

/** The values of an axis as a set. */
export interface ValueSet extends Pick<AxisValues, 'size' | 'at'> {
  /** The first place of a value, or −1. */
  indexOf(value: Value): number;
  /** Whether it is certain that no value comes twice. */
  distinct(): boolean;
  /** Smallest and largest value, where all are ordered numbers. */
  readonly bounds?: readonly [low: number | bigint, high: number | bigint];
}

/** A list is looked up by hash, a range by bisection. */
export function valueSet(axis: AxisValues): ValueSet {
  return axis.ordered && axis.size > 0 ? orderedSet(axis) : listedSet(axis);
}

/** Whether it is certain that two sets share no value. Looks up at most `effort.left` values, and takes them from it. */
export function areDisjoint(a: ValueSet, b: ValueSet, effort: { left: number }): boolean {
  if (a.bounds !== undefined && b.bounds !== undefined && (a.bounds[1] < b.bounds[0] || b.bounds[1] < a.bounds[0])) return true;
  const [small, large] = a.size <= b.size ? [a, b] : [b, a];
  for (let index = 0; index < small.size; index++) {
    effort.left -= 1;
    if (effort.left < 0 || large.indexOf(small.at(index)) !== -1) return false;
  }
  return true;
}

function listedSet({ size, at }: AxisValues): ValueSet {
  const read = once(() => placesOf(size, at));
  return {
    size,
    at,
    indexOf: (value) => (size <= FEW ? search(value, size, at) : (read().get(mapKey(value)) ?? -1)),
    distinct: () => (size <= FEW ? areFewDistinct(size, at) : read().size === size),
  };
}

/** Up to here comparing is quicker than hashing. */
const FEW = 8;

function placesOf(size: number, at: (index: number) => Value): ReadonlyMap<unknown, number> {
  const places = new Map<unknown, number>();
  for (let index = size - 1; index >= 0; index--) places.set(mapKey(at(index)), index);
  return places;
}

function search(value: Value, size: number, at: (index: number) => Value): number {
  for (let index = 0; index < size; index++) if (sameValue(at(index), value)) return index;
  return -1;
}

function areFewDistinct(size: number, at: (index: number) => Value): boolean {
  for (let index = 1; index < size; index++) if (search(at(index), index, at) !== -1) return false;
  return true;
}

function orderedSet({ size, at }: AxisValues): ValueSet {
  const [first, last] = [numberAt(at, 0), numberAt(at, size - 1)];
  const rising = first <= last;
  return {
    size,
    at,
    bounds: rising ? [first, last] : [last, first],
    indexOf: (value) => (typeof value === 'number' || typeof value === 'bigint' ? bisect(value) : -1),
    distinct: () => isSpread(size, at),
  };

  function bisect(value: number | bigint): number {
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = low + Math.floor((high - low) / 2);
      const found = numberAt(at, middle);
      if (rising ? found < value : found > value) low = middle + 1;
      else high = middle;
    }
    return sameValue(at(low), value) ? low : -1;
  }
}

function numberAt(at: (index: number) => Value, index: number): number | bigint {
  const value = at(index);
  return typeof value === 'number' || typeof value === 'bigint' ? value : Number.NaN;
}

/**
 * Equal values of a range are neighbours. Long ranges are judged by their ends: spacing is even or geometric, so that
 * before rounding no pair is nearer than one of those at the ends. Rounding joins values that are within a few units in
 * the last place, and with `type: int` such as are less than 1 apart, which whole ends of gap 1 may hide.
 */
function isSpread(size: number, at: (index: number) => Value): boolean {
  if (size <= MAX_COMPARED) {
    for (let index = 1; index < size; index++) if (sameValue(at(index - 1), at(index))) return false;
    return true;
  }
  const [first = 0, second = 0, beforeLast = 0, last = 0] = [0, 1, size - 2, size - 1].map((index) => Number(at(index)));
  const gap = Math.min(Math.abs(second - first), Math.abs(last - beforeLast));
  if (!(gap > ROUNDING * Math.max(Math.abs(first), Math.abs(last)))) return false;
  const isWhole = [first, second, beforeLast, last].every(Number.isInteger);
  return !isWhole || gap >= 2 || Math.abs(last - first) === gap * (size - 1);
}

/** Longer ranges are not compared value by value. */
const MAX_COMPARED = 10_000;
const ROUNDING = 4 * Number.EPSILON;
