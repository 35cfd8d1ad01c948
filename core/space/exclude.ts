import type { Relation, Row } from './relation.ts';
import { type Interner, type TupleIndex, tupleIndex } from './tupleIndex.ts';

/** What one `exclude` entry takes away: rows, each with the parameters that it has. */
export interface Excluded {
  readonly relation: Relation;
  /** All rows set all parameters, and there are too many to list: ask the relation itself. */
  readonly asked: boolean;
}

/** Tells which entry takes a row away: the first that holds a row with which it agrees on all of that row's parameters; else −1. */
export function excluder(entries: readonly Excluded[], values: Interner): (row: Row) => number {
  const groups = new Map<string, Group>();
  const asked: { readonly relation: Relation; readonly entry: number }[] = [];
  for (const [entry, { relation, asked: ask }] of entries.entries()) {
    if (ask) asked.push({ relation, entry });
    else addRows(relation, entry, { groups, values });
  }
  const listed = [...groups.values()];
  return (row) => {
    let first = entries.length;
    for (let at = 0; at < listed.length; at++) {
      const group = listed[at];
      const number = group?.index.find(row) ?? -1;
      if (number !== -1) first = Math.min(first, group?.entries[number] ?? first);
    }
    if (asked.length > 0) for (const { relation, entry } of asked) if (entry < first && relation.has(row)) first = entry;
    return first === entries.length ? -1 : first;
  };
}

/** Excluded rows that have the same parameters, with the entry of each. */
interface Group {
  readonly index: TupleIndex;
  readonly entries: number[];
}

function addRows(
  relation: Relation,
  entry: number,
  { groups, values }: { readonly groups: Map<string, Group>; readonly values: Interner },
): void {
  const row: Row = [];
  for (let at = 0; at < relation.size; at++) {
    relation.fill(at, row);
    const present = relation.total ? relation.slots : relation.slots.filter((slot) => row[slot] !== undefined);
    const signature = present.join();
    let group = groups.get(signature);
    if (group === undefined) {
      group = { index: tupleIndex(present, values), entries: [] };
      groups.set(signature, group);
    }
    if (group.index.add(row) === -1) group.entries.push(entry);
  }
}
