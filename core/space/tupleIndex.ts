import { mapKey } from '../value/equal.ts';
import type { Value } from '../value/value.ts';
import type { Row } from './relation.ts';

/** Small integers for values: two values share one exactly when they are the same; absent is 0. */
export interface Interner {
  /** The number of a value, a new one if it has none yet. */
  intern(value: Value | undefined): number;
  /** The number of a value that was interned before, else −1. */
  find(value: Value | undefined): number;
}

/** A set of rows over some parameters that numbers its rows in the order in which they came. */
export interface TupleIndex {
  readonly size: number;
  /** The number of an equal row that was added before, or −1 after adding this one. */
  add(row: Row): number;
  /** The number of the row that equals this one, or −1. */
  find(row: Row): number;
}

export function interner(): Interner {
  const ids = new Map<ReturnType<typeof mapKey>, number>();
  const structures = new Map<object, number>();
  const known = (value: Value) =>
    (typeof value === 'object' && value !== null ? structures.get(value) : undefined) ?? ids.get(mapKey(value));
  return {
    find: (value) => (value === undefined ? 0 : (known(value) ?? -1)),
    intern(value) {
      if (value === undefined) return 0;
      const found = known(value);
      if (found !== undefined) return found;
      const id = ids.size + 1;
      ids.set(mapKey(value), id);
      if (typeof value === 'object' && value !== null) structures.set(value, id);
      return id;
    },
  };
}

/** Rows of integers below 2^31 need no other numbers. */
export const NUMBERS: Interner = { intern: Number, find: Number };

/** Rows compared on `slots`. Takes 4 bytes a value and 8 to 16 a row, in typed arrays. */
export function tupleIndex(slots: readonly number[], values: Interner): TupleIndex {
  const width = slots.length;
  const tuple = new Int32Array(width);
  const turn = turner(slots, tuple);
  /** The number of the tuple; −1 where it is not known. */
  let known = -1;
  let size = 0;
  let tuples = new Int32Array(INITIAL * width);
  let table = new Int32Array(2 * INITIAL);

  /** The place in the table of the tuple, or of the gap where it would be. */
  function probe(candidate: Int32Array, from: number): number {
    const mask = table.length - 1;
    let place = hash(candidate, from, width) & mask;
    for (;;) {
      const entry = table[place] ?? 0;
      if (entry === 0 || equalAt((entry - 1) * width, candidate, from)) return place;
      place = (place + 1) & mask;
    }
  }

  function equalAt(at: number, candidate: Int32Array, from: number): boolean {
    for (let index = 0; index < width; index++) if (tuples[at + index] !== candidate[from + index]) return false;
    return true;
  }

  function grow(): void {
    const wider = new Int32Array(tuples.length * 2);
    wider.set(tuples);
    tuples = wider;
    table = new Int32Array(table.length * 2);
    for (let number = 0; number < size; number++) table[probe(tuples, number * width)] = number + 1;
  }

  return {
    get size() {
      return size;
    },
    add(row) {
      if (turn(row, values.intern) !== 'same') known = -1;
      if (known !== -1) return known;
      const place = probe(tuple, 0);
      const entry = table[place] ?? 0;
      known = entry === 0 ? size : entry - 1;
      if (entry !== 0) return known;
      tuples.set(tuple, size * width);
      size += 1;
      table[place] = size;
      if (2 * size >= table.length) grow();
      return -1;
    },
    find(row) {
      const turned = turn(row, values.find);
      if (turned !== 'same') known = -1;
      if (turned === 'unknown') return -1;
      if (known === -1) known = (table[probe(tuple, 0)] ?? 0) - 1;
      return known;
    },
  };
}

/** Turns a tuple of numbers into that of another row; neighbouring rows differ in few values, and only those are looked up. */
function turner(slots: readonly number[], tuple: Int32Array) {
  const last: Row = slots.map(() => undefined);
  return (row: Row, numberOf: (value: Value | undefined) => number): 'same' | 'other' | 'unknown' => {
    let turned: 'same' | 'other' = 'same';
    for (let index = 0; index < slots.length; index++) {
      const value = row[slots[index] ?? 0];
      if (value === last[index]) continue;
      const id = numberOf(value);
      if (id === -1) return 'unknown';
      tuple[index] = id;
      last[index] = value;
      turned = 'other';
    }
    return turned;
  };
}

const INITIAL = 16;

/** Murmur-like mixing: neighbouring numbers must not land in neighbouring places, or probing becomes linear search. */
function hash(tuple: Int32Array, from: number, width: number): number {
  let mixed = width;
  for (let index = 0; index < width; index++) {
    mixed = Math.imul(mixed ^ (tuple[from + index] ?? 0), 0x9e3779b1);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed, 0x85ebca6b);
  return mixed ^ (mixed >>> 13);
}
