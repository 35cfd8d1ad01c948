import type { Relation } from './relation.ts';

/** Factors next to each other that some rule ties together, or one factor that none touches; `rules` by number. */
export interface Segment {
  readonly first: number;
  /** Past the end. */
  readonly end: number;
  readonly rules: readonly number[];
}

/**
 * Cuts the factors of a product so that each rule looks at one segment only: a segment is filtered by itself, and the
 * product of the segments is again in order and counted in closed form. `rules[i]` are the slots that rule `i` names;
 * one that names none of the factors goes with the last one.
 */
export function segmentsOf(factors: readonly Relation[], rules: readonly (readonly number[])[]): readonly Segment[] {
  if (rules.length === 0) return factors.map((_, at) => ({ first: at, end: at + 1, rules: [] }));
  const factorOf = new Map<number, number>();
  for (const [at, factor] of factors.entries()) for (const slot of factor.slots) factorOf.set(slot, at);
  const ranges = rules.map((slots, rule) => ({ ...hull(slots, factorOf, factors.length), rules: [rule] }));
  const untouched = factors.map((_, at) => ({ first: at, end: at + 1, rules: [] }));
  return joined([...ranges, ...untouched].sort((a, b) => a.first - b.first || b.end - a.end));
}

function hull(
  slots: readonly number[],
  factorOf: ReadonlyMap<number, number>,
  count: number,
): { readonly first: number; readonly end: number } {
  let [first, end] = [count, 0];
  for (const slot of slots) {
    const at = factorOf.get(slot);
    if (at === undefined) continue;
    first = Math.min(first, at);
    end = Math.max(end, at + 1);
  }
  return end === 0 ? { first: count - 1, end: count } : { first, end };
}

function joined(ranges: readonly Segment[]): readonly Segment[] {
  const segments: { first: number; end: number; rules: number[] }[] = [];
  for (const { first, end, rules } of ranges) {
    const last = segments.at(-1);
    if (last === undefined || first >= last.end) segments.push({ first, end, rules: [...rules] });
    else {
      last.end = Math.max(last.end, end);
      last.rules.push(...rules);
    }
  }
  for (const segment of segments) segment.rules.sort((a, b) => a - b);
  return segments;
}
