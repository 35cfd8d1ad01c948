import type { Excluded } from './exclude.ts';
import type { Relation } from './relation.ts';
import type { RowTest } from './scope.ts';
import type { When } from './when.ts';

/** What is done to the rows of one relation, in this order. */
export interface Rules {
  readonly whens: readonly When[];
  readonly constraints: readonly RowTest[];
  readonly exclusions: readonly Excluded[];
  /** Relations of one row outside, whose parameters the rules may name. */
  readonly fixed: readonly Relation[];
}

export const NO_RULES: Rules = { whens: [], constraints: [], exclusions: [], fixed: [] };
