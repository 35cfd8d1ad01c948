import type { Point, Value } from '../value/value.ts';
import type { Relation, Row } from './relation.ts';

/** Reads points of a relation by index. `names[i]` is the parameter at `slots[i]`; absent ones are left out. */
export function pointReader(relation: Relation, names: readonly string[], slots: readonly number[]): (index: number) => Point {
  const row: Row = [];
  return (index) => {
    relation.fill(index, row);
    const point = new Map<string, Value>();
    for (let at = 0; at < names.length; at++) {
      const value = row[slots[at] ?? 0];
      if (value !== undefined) point.set(names[at] ?? '', value);
    }
    return point;
  };
}

/** Reads one parameter of a relation by index: what a column of many points needs, without making the points. */
export function valueReader(relation: Relation, slot: number): (index: number) => Value | undefined {
  const row: Row = [];
  return (index) => {
    relation.fill(index, row);
    return row[slot];
  };
}
