import { namesIn } from '../expression/check.ts';
import { compileCondition } from '../expression/evaluate.ts';
import type { Condition } from '../task/task.ts';
import { once } from './once.ts';
import type { Row } from './relation.ts';

/** The parameters of one block: all that its conditions can see. */
export type Scope = ReadonlyMap<string, number>;

/** A condition over rows. */
export interface RowTest {
  readonly slots: readonly number[];
  /** `undefined` when it names a parameter that is absent. */
  holds(row: Row): boolean | undefined;
}

export function rowTest({ expression }: Condition, scope: Scope): RowTest {
  const compiled = once(() => compileCondition(expression));
  const slots = [...new Set(namesIn(expression).flatMap(({ name }) => scope.get(name) ?? []))];
  let current: Row = [];
  let said: { readonly from: Row; readonly holds: boolean | undefined } | undefined;
  const lookup = (name: string) => {
    const slot = scope.get(name);
    return slot === undefined ? undefined : current[slot];
  };
  return {
    slots,
    /** Neighbouring rows often agree on what a condition names. */
    holds(row) {
      if (said?.from.every((value, at) => value === row[slots[at] ?? 0])) return said.holds;
      current = row;
      said = { from: slots.map((slot) => row[slot]), holds: compiled()(lookup) };
      return said.holds;
    },
  };
}
