import type { AxisFactor, Factor } from '../task/task.ts';
import type { Value } from '../value/value.ts';
import type { Row } from './relation.ts';
import { type RowTest, rowTest, type Scope } from './scope.ts';

/** A `when`: takes its parameter away from the rows in which it does not hold. */
export interface When {
  readonly slot: number;
  /** All parameters that decide, its own included. */
  readonly slots: readonly number[];
  apply(row: Row): void;
}

/**
 * The conditional parameters of a block, those that others depend on first, so that a parameter is also absent where
 * the one that its condition names is (conditions that depend on each other in a circle come in file order).
 */
export function whensOf(factors: readonly Factor[], scope: Scope): readonly When[] {
  return inDependencyOrder([...collect(factors, [], scope)]);
}

/** The case that must be chosen for an inner parameter to exist. */
interface Guard {
  readonly slot: number;
  readonly value: Value;
}

function* collect(factors: readonly Factor[], guards: readonly Guard[], scope: Scope): Generator<When> {
  for (const factor of factors) {
    if (factor.kind === 'axis') yield* conditional(factor, guards, scope);
    if (factor.kind === 'zip') for (const column of factor.columns) if (column.kind === 'axis') yield* conditional(column, guards, scope);
    if (factor.kind !== 'cases') continue;
    for (const one of factor.cases)
      yield* collect(one.factors, [...guards, { slot: scope.get(factor.name) ?? -1, value: one.name }], scope);
  }
}

function* conditional(axis: AxisFactor, guards: readonly Guard[], scope: Scope): Generator<When> {
  const slot = scope.get(axis.name);
  if (axis.when === undefined || slot === undefined) return;
  const test = rowTest(axis.when, scope);
  yield { slot, slots: [slot, ...test.slots, ...guards.map((guard) => guard.slot)], apply: (row) => applyOne(row, slot, guards, test) };
}

/** Absent also where the condition names something absent: it then depends on a choice that was not made. */
function applyOne(row: Row, slot: number, guards: readonly Guard[], test: RowTest): void {
  for (const guard of guards) if (row[guard.slot] !== guard.value) return;
  if (row[slot] !== undefined && test.holds(row) !== true) row[slot] = undefined;
}

function inDependencyOrder(whens: readonly When[]): readonly When[] {
  const targets = new Set(whens.map((when) => when.slot));
  const blockers = whens.map((when) => new Set(when.slots.filter((slot) => slot !== when.slot && targets.has(slot))));
  const pending = new Set(whens.keys());
  const ordered: When[] = [];
  while (pending.size > 0) {
    const free = [...pending].filter((index) => blockers[index]?.size === 0);
    const chosen = free.length > 0 ? free : [...pending];
    for (const index of chosen) {
      pending.delete(index);
      ordered.push(...whens.slice(index, index + 1));
    }
    const open = new Set([...pending].map((index) => whens[index]?.slot));
    for (const index of pending) for (const slot of blockers[index] ?? []) if (!open.has(slot)) blockers[index]?.delete(slot);
  }
  return ordered;
}
