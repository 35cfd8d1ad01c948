import type { Point, Value } from '../value/value.ts';
import type { Relation, Row } from './relation.ts';

/** Reads the values of the parameters at `slots` by the index of their point. */
export function rowReader(relation: Relation, slots: readonly number[]): (index: number, into: Row) => void {
  const row: Row = [];
  return (index, into) => {
    relation.fill(index, row);
    for (let at = 0; at < slots.length; at++) into[at] = row[slots[at] ?? 0];
  };
}

/** The point with these values of these parameters; absent ones are left out. */
export function pointOf(names: readonly string[], values: Readonly<Row>): Point {
  const point = new Map<string, Value>();
  for (let at = 0; at < names.length; at++) {
    const value = values[at];
    if (value !== undefined) point.set(names[at] ?? '', value);
  }
  return point;
}

/** Reads one parameter of a relation by index: what a column of many points needs, without making the points. */
export function valueReader(relation: Relation, slot: number): (index: number) => Value | undefined {
  const row: Row = [];
  return (index) => {
    relation.fill(index, row);
    return row[slot];
  };
}
