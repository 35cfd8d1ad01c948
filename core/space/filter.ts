import { hashedRows, product } from './algebra.ts';
import { type Context, spend } from './context.ts';
import { type Excluded, excluder } from './exclude.ts';
import type { Relation, Row } from './relation.ts';
import type { RowTest } from './scope.ts';
import { multiply } from './size.ts';
import { NUMBERS, tupleIndex } from './tupleIndex.ts';
import { walk } from './walk.ts';
import { applyWhens, type When } from './when.ts';

/** What is done to the rows of one relation, in this order. */
export interface Rules {
  readonly whens: readonly When[];
  readonly constraints: readonly RowTest[];
  readonly exclusions: readonly Excluded[];
  /** Relations of one row outside, whose parameters the rules may name. */
  readonly fixed: readonly Relation[];
}

export const NO_RULES: Rules = { whens: [], constraints: [], exclusions: [], fixed: [] };

/** The rows that are left, each once, and what each rule took. */
export interface Filtered {
  readonly relation: Relation;
  /** Which candidates the rows are, ascending; nothing when they are all. */
  readonly kept?: Indices;
  readonly constraints: readonly number[];
  readonly exclusions: readonly number[];
}

/**
 * Looks at every row of a product, within the budget. What is kept is 4 or 8 bytes a row, and nothing where all rows stay.
 */
export function filter(factors: readonly Relation[], rules: Rules, context: Context): Filtered {
  const base = product(factors);
  const constraints = rules.constraints.map(() => 0);
  const exclusions = rules.exclusions.map(() => 0);
  if (!spend(base.size, context)) return { relation: base, constraints, exclusions };
  const kept = indexList(base.size);
  const candidates = candidatesOf(factors, rules, context);
  const excludedBy = rules.exclusions.length === 0 ? undefined : excluder(rules.exclusions, context.values);
  const row = context.scratch;
  for (const relation of rules.fixed) relation.fill(0, row);
  for (let index = 0; index < base.size; index++) {
    candidates.next(row);
    applyWhens(rules.whens, row);
    const failed = firstFailing(rules.constraints, row);
    const entry = failed === -1 && excludedBy !== undefined ? excludedBy(row) : -1;
    if (failed !== -1) constraints[failed] = (constraints[failed] ?? 0) + 1;
    else if (entry !== -1) exclusions[entry] = (exclusions[entry] ?? 0) + 1;
    else if (candidates.isNew(index, row)) kept.push(index);
  }
  row.length = 0;
  const indices = kept.take();
  const relation = select(base, indices, rules);
  return { relation, ...(indices.length < base.size && { kept: indices }), constraints, exclusions };
}

/** The candidates one after the other, and whether the one that was just filled in and filtered is the first of its kind. */
interface Candidates {
  next(row: Row): void;
  isNew(index: number, row: Row): boolean;
}

/** Rows can only have become equal in a factor that repeats rows, or of which a condition took a parameter away. */
function candidatesOf(factors: readonly Relation[], rules: Rules, context: Context): Candidates {
  const conditional = new Set(rules.whens.map((when) => when.slot));
  const compared = new Set(factors.filter((factor) => factor.slots.some((slot) => conditional.has(slot)) || !factor.distinct()));
  const named = new Set(
    [...rules.whens, ...rules.constraints, ...rules.exclusions.map((one) => one.relation)].flatMap(({ slots }) => slots),
  );
  const candidates = walk(factors, { named, compared });
  const { next } = candidates;
  if (compared.size === 0) return { next, isNew: () => true };
  const kinds = tupleIndex(
    [...compared].flatMap((factor) => factor.slots),
    context.values,
  );
  /** Which of the first kinds came with a `rest`, a bit for each; all others are looked up. */
  const bits = new Int32Array(multiply(factors.map((factor) => factor.size)));
  const seen = tupleIndex([0, 1], NUMBERS);
  return {
    next,
    isNew(index, row) {
      const known = kinds.add(row);
      const kind = known === -1 ? kinds.size - 1 : known;
      const rest = index - candidates.compared();
      if (kind >= BITS) return seen.add([kind, rest]) === -1;
      const before = bits[rest] ?? 0;
      bits[rest] = before | (1 << kind);
      return bits[rest] !== before;
    },
  };
}

const BITS = 32;

function firstFailing(constraints: readonly RowTest[], row: Row): number {
  for (let index = 0; index < constraints.length; index++) if (constraints[index]?.holds(row) === false) return index;
  return -1;
}

type Indices = Uint32Array | Float64Array;

/** Some rows of a relation, no two equal, after their conditional parameters are taken away. */
function select(base: Relation, kept: Indices, { whens, fixed }: Rules): Relation {
  const size = kept.length;
  const indices = size === base.size ? undefined : kept;
  if (indices === undefined && whens.length === 0 && base.distinct()) return base;
  const conditional = new Set(whens.map((when) => when.slot));
  const fill = (index: number, row: Row) => {
    base.fill(indices === undefined ? index : (indices[index] ?? 0), row);
    if (whens.length > 0) for (const relation of fixed) relation.fill(0, row);
    applyWhens(whens, row);
  };
  return {
    slots: base.slots,
    size,
    total: base.total && whens.length === 0,
    fill,
    has: hashedRows({ slots: base.slots, size, fill }).has,
    distinct: () => true,
    domain(slot) {
      const domain = base.domain(slot);
      return conditional.has(slot) ? { ...domain, absent: true } : domain;
    },
  };
}

/** A growing list of row numbers below `limit`. */
function indexList(limit: number): { push(index: number): void; take(): Indices } {
  const make = (length: number): Indices => (limit <= 2 ** 32 ? new Uint32Array(length) : new Float64Array(length));
  let indices = make(Math.min(limit, 1024));
  let length = 0;
  return {
    push(index) {
      if (length === indices.length) {
        const wider = make(Math.min(limit, 2 * length));
        wider.set(indices);
        indices = wider;
      }
      indices[length] = index;
      length += 1;
    },
    take: () => (length === indices.length ? indices : indices.slice(0, length)),
  };
}
