import type { Relation } from './relation.ts';

/** Factors that some rules tie together, or one factor that none touches; both by number, ascending. */
export interface Part {
  readonly factors: readonly number[];
  readonly rules: readonly number[];
}

/** Parts whose factors lie between each other's. */
export type Segment = readonly Part[];

/**
 * Cuts the factors of a product so that each rule looks at one part only: a part is filtered by itself, and what is left of
 * all of them is counted in closed form. The product of the segments is again in order; within one, rows are woven.
 * `rules[i]` are the slots that rule `i` names; one that names none of the factors goes with the last one.
 */
export function segmentsOf(factors: readonly Relation[], rules: readonly (readonly number[])[]): readonly Segment[] {
  return interlocked(partsOf(factors, rules));
}

function partsOf(factors: readonly Relation[], rules: readonly (readonly number[])[]): readonly Part[] {
  if (rules.length === 0) return factors.map((_, at) => ({ factors: [at], rules: [] }));
  const factorOf = new Map<number, number>();
  for (const [at, factor] of factors.entries()) for (const slot of factor.slots) factorOf.set(slot, at);
  const leaders = factors.map((_, at) => at);
  const leaderOf = (at: number): number => {
    let leader = at;
    for (let next = leaders[leader]; next !== undefined && next !== leader; next = leaders[leader]) leader = next;
    leaders[at] = leader;
    return leader;
  };
  const firsts = rules.map((slots) => {
    const [first = factors.length - 1, ...more] = slots.flatMap((slot) => factorOf.get(slot) ?? []);
    for (const at of more) leaders[leaderOf(at)] = leaderOf(first);
    return first;
  });
  const parts = new Map<number, { readonly factors: number[]; readonly rules: number[] }>();
  for (const at of factors.keys()) {
    const leader = leaderOf(at);
    const part = parts.get(leader);
    if (part) part.factors.push(at);
    else parts.set(leader, { factors: [at], rules: [] });
  }
  for (const [rule, first] of firsts.entries()) parts.get(leaderOf(first))?.rules.push(rule);
  return [...parts.values()];
}

/** The parts come in order of their first factors. */
function interlocked(parts: readonly Part[]): readonly Segment[] {
  const segments: Part[][] = [];
  let last = -1;
  for (const part of parts) {
    if ((part.factors[0] ?? 0) > last) segments.push([part]);
    else segments.at(-1)?.push(part);
    last = Math.max(last, part.factors.at(-1) ?? 0);
  }
  return segments;
}
