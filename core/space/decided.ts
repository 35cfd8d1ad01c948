import { decide, type Decision } from '../expression/interval.ts';
import type { Interval } from '../expression/intervalArithmetic.ts';
import type { Condition } from '../task/task.ts';
import type { Domain } from './relation.ts';
import type { RowTest } from './scope.ts';
import type { ValueSet } from './valueSet.ts';

/**
 * What the bounds of its parameters alone say about a constraint: it holds always, never, or that depends. One that
 * names a parameter that may be absent never fails always.
 */
export function decideByBounds({ expression }: Condition, named: ReadonlyMap<string, Domain>): Decision {
  const ranges = new Map<string, Interval>();
  for (const [name, { sets }] of named) {
    const range = boundsOf(sets);
    if (range !== undefined) ranges.set(name, range);
  }
  const decision = decide(expression, ranges);
  return decision === 'false' && [...named.values()].some((domain) => domain.absent) ? 'open' : decision;
}

/** Constraints of which nothing is left to test. */
export const SETTLED: Readonly<Record<'true' | 'false', RowTest>> = {
  true: { slots: [], holds: () => true },
  false: { slots: [], holds: () => false },
};

function boundsOf(sets: readonly ValueSet[]): Interval | undefined {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { size, at, bounds } of sets) {
    if (bounds === undefined && size > MAX_LISTED) return undefined;
    const ends = bounds ?? Array.from({ length: size }, (_, index) => at(index));
    for (const value of ends) {
      if (typeof value !== 'number' || !(Math.abs(value) <= Number.MAX_SAFE_INTEGER)) return undefined;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? { low, high } : undefined;
}

/** Longer lists are not read for their bounds. */
const MAX_LISTED = 10_000;
