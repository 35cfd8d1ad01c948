import type { AxisFactor, Factor } from '../task/task.ts';
import type { Value } from '../value/value.ts';
import type { Row } from './relation.ts';
import { type RowTest, rowTest, type Scope } from './scope.ts';

/** A `when`: takes its parameter away from the rows in which it does not hold. */
export interface When {
  readonly slot: number;
  /** The axis that it was written at. */
  readonly source: AxisFactor;
  /** All parameters that decide, its own included. */
  readonly slots: readonly number[];
  /** Whether it took its parameter from the row. */
  apply(row: Row): boolean;
}

/** The conditional parameters of a block, in file order. */
export function whensOf(factors: readonly Factor[], scope: Scope): readonly When[] {
  return [...collect(factors, [], scope)];
}

/**
 * Applies conditions until all that remain hold, so that a parameter is also absent where one is that its condition
 * names. The order does not matter: taking one away never makes another condition hold.
 */
export function applyWhens(whens: readonly When[], row: Row): void {
  let changed = true;
  while (changed) {
    changed = false;
    for (let at = 0; at < whens.length; at++) if (whens[at]?.apply(row)) changed = whens.length > 1;
  }
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
  yield {
    slot,
    source: axis,
    slots: [slot, ...test.slots, ...guards.map((guard) => guard.slot)],
    apply: (row) => applyOne(row, slot, guards, test),
  };
}

/** Not where it names something absent: it then depends on a choice that was not made. */
function applyOne(row: Row, slot: number, guards: readonly Guard[], test: RowTest): boolean {
  for (let at = 0; at < guards.length; at++) {
    const guard = guards[at];
    if (guard && row[guard.slot] !== guard.value) return false;
  }
  if (row[slot] === undefined || test.holds(row) === true) return false;
  row[slot] = undefined;
  return true;
}
