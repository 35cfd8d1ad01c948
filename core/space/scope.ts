import { namesIn } from '../expression/check.ts';
import { compileCondition } from '../expression/evaluate.ts';
import type { Condition } from '../task/task.ts';
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
  const holds = compileCondition(expression);
  let current: Row = [];
  const lookup = (name: string) => {
    const slot = scope.get(name);
    return slot === undefined ? undefined : current[slot];
  };
  return {
    slots: [...new Set(namesIn(expression).flatMap(({ name }) => scope.get(name) ?? []))],
    holds(row) {
      current = row;
      return holds(lookup);
    },
  };
}
