import { type Memory, NO_MEMORY } from '../memory.ts';
import type { Row } from './relation.ts';
import type { SpaceStep } from './space.ts';
import { type Interner, interner } from './tupleIndex.ts';

/** What the blocks of one space share while they are compiled. */
export interface Context {
  /** Places of parameters, given out in order of appearance. */
  readonly slots: Map<string, number>;
  /** Parameters by slot. */
  readonly names: string[];
  readonly values: Interner;
  /** For one enumeration at a time, which leaves it empty. */
  readonly scratch: Row;
  /** Candidates that may still be enumerated. */
  readonly budget: { left: number };
  readonly account: Account;
  readonly memory: Memory;
  /** Parameters that were asked for, in order; only where it is remembered what they were asked for. */
  readonly used?: Set<string>;
}

/** What happened on the way from all candidates to the points, nested blocks before the ones around them. */
export interface Account {
  exact: boolean;
  merged: number;
  constraints: number;
  exclude: number;
  readonly steps: SpaceStep[];
}

export function newContext(budget: number, memory = NO_MEMORY): Context {
  return { slots: new Map(), names: [], values: interner(), scratch: [], budget: { left: budget }, account: newAccount(), memory };
}

export function newAccount(): Account {
  return { exact: true, merged: 0, constraints: 0, exclude: 0, steps: [] };
}

/** The slot of a parameter; a new one for a name that was not seen before. */
export function slotOf(name: string, context: Context): number {
  context.used?.add(name);
  const known = context.slots.get(name);
  if (known !== undefined) return known;
  context.slots.set(name, context.names.length);
  return context.names.push(name) - 1;
}

/** Takes candidates from the budget; when there are not enough left, the space is no longer exact and nothing is to be enumerated. */
export function spend(candidates: number, context: Context): boolean {
  if (candidates > context.budget.left) {
    context.account.exact = false;
    return false;
  }
  context.budget.left -= candidates;
  return true;
}
