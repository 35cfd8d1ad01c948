import { fillProduct, hashedRows } from './algebra.ts';
import type { Context } from './context.ts';
import { excluder } from './exclude.ts';
import type { Topic } from '../memory.ts';
import type { Indices } from './indexList.ts';
import type { Passed, Sights } from './pass.ts';
import { type Compiled, recalled } from './recalled.ts';
import type { Relation, Row } from './relation.ts';
import type { Rules } from './rules.ts';
import type { View } from './view.ts';
import { applyWhens } from './when.ts';

/** The rows that are left, each once, and what each rule took. */
export interface Filtered {
  readonly relation: Relation;
  /** Which candidates the rows are, ascending; nothing when they are all. */
  readonly kept?: Indices;
  readonly constraints: readonly number[];
  readonly exclusions: readonly number[];
}

/** A product, with what rules see of its factors and which of its rows conditions leave. */
export interface Candidates {
  readonly base: Relation;
  readonly views: readonly View[];
  readonly passed: Passed;
}

/** Excludes rows of those that conditions have left, and leaves of equal ones the first. */
export function filter({ base, views, passed }: Candidates, rules: Rules, context: Context): Filtered {
  const { kept, exclusions } = recalled(LEFT, [passed, ...rules.exclusions], context, (own) => exclude(passed, views, rules, own));
  const relation = select(base, kept, rules);
  return { relation, ...(kept.length < base.size && { kept }), constraints: passed.constraints, exclusions };
}

interface Left {
  readonly kept: Indices;
  readonly exclusions: readonly number[];
}

const LEFT: Topic<Compiled<Left>> = { name: 'rows that are not excluded' };

function exclude({ rows, repeated, sights }: Passed, views: readonly View[], rules: Rules, context: Context): Left {
  const exclusions = rules.exclusions.map(() => 0);
  const excludedBy = exclusions.length === 0 ? () => -1 : excluding({ rows, views, sights }, rules, context);
  const kept = rows.slice();
  let size = 0;
  let repeats = 0;
  for (let at = 0; at < rows.length; at++) {
    const isRepeated = repeated[repeats] === at;
    if (isRepeated) repeats += 1;
    const entry = excludedBy(at);
    if (entry !== -1) exclusions[entry] = (exclusions[entry] ?? 0) + 1;
    else if (!isRepeated) kept[size++] = rows[at] ?? 0;
  }
  return { kept: kept.slice(0, size), exclusions };
}

/** Tells which exclusion takes the row at a place, or −1: told once for all rows that look the same to exclusions. */
function excluding(
  { rows, views, sights }: { readonly rows: Indices; readonly views: readonly View[]; readonly sights: Sights | undefined },
  rules: Rules,
  { values, scratch }: Context,
): (at: number) => number {
  const entryOf = excluder(rules.exclusions, values);
  const look = reader(fillProduct(views), rules);
  const decide = (at: number) => {
    look(rows[at] ?? 0, scratch);
    const entry = entryOf(scratch);
    scratch.length = 0;
    return entry;
  };
  if (sights === undefined) return decide;
  const entries = Int32Array.from(sights.first, decide);
  return (at) => entries[sights.of[at] ?? 0] ?? -1;
}

/** Writes a row of a product as its conditions leave it. */
function reader(fill: Relation['fill'], { whens, fixed }: Rules): Relation['fill'] {
  return (index, row) => {
    fill(index, row);
    for (const relation of fixed) relation.fill(0, row);
    applyWhens(whens, row);
  };
}

/** Some rows of a relation, no two equal, after their conditional parameters are taken away. */
function select(base: Relation, kept: Indices, rules: Rules): Relation {
  const { whens } = rules;
  const size = kept.length;
  if (size === base.size && whens.length === 0 && base.distinct()) return base;
  const conditional = new Set(whens.map((when) => when.slot));
  const read = whens.length === 0 ? base.fill : reader(base.fill, rules);
  const fill = size === base.size ? read : (index: number, row: Row) => read(kept[index] ?? 0, row);
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
