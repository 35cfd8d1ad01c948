import type { Block } from '../task/task.ts';
import { rows, sum } from './algebra.ts';
import type { Context } from './context.ts';
import { bySlot, constantsFor } from './factor.ts';
import type { Relation, Row } from './relation.ts';
import { add } from './size.ts';
import { tupleIndex } from './tupleIndex.ts';
import type { Value } from '../value/value.ts';

/** The included points of a block after its own, constants filled in; one that is already there merges with it. */
export function appendIncluded(kept: Relation, block: Block, context: Context): Relation {
  if (block.include.length === 0) return kept;
  const candidates = block.include.map(({ values }) =>
    bySlot({ values: new Map([...constantsFor(block.factors, values), ...values]) }, context),
  );
  const own = new Set(kept.slots);
  const added: ReadonlyMap<number, Value>[] = [];
  const seen = tupleIndex([...new Set(candidates.flatMap((one) => [...one.keys()]))], context.values);
  for (const [at, candidate] of candidates.entries()) {
    const row = rowOf(candidate);
    const isKnown = [...candidate.keys()].every((slot) => own.has(slot)) && kept.has(row);
    const alreadyPresent = seen.add(row) !== -1 || isKnown;
    if (alreadyPresent) context.account.merged += 1;
    else added.push(candidate);
    const { file, span } = block.include[at] ?? block;
    context.account.steps.push({ kind: 'include', alreadyPresent, left: add([kept.size, added.length]), file, span });
  }
  return added.length === 0 ? kept : { ...sum([kept, rows(added)]), distinct: () => true };
}

function rowOf(values: ReadonlyMap<number, Value>): Row {
  const row: Row = [];
  for (const [slot, value] of values) row[slot] = value;
  return row;
}
