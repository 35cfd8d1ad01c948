import { valueKey } from '../value/equal.ts';
import { moments } from '../result/statistics/moments.ts';
import type { Expectation } from './hypothesis.ts';
import type { Results, Side } from './select.ts';

/** Values side by side: place i of both has the same other parameters and replicate. */
export interface PairedValues {
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** Items of each side without a partner. */
  readonly unpaired: readonly [left: number, right: number];
}

/**
 * Pairs by the replicate and by all parameters that both sides have and neither selects by. Items of one side that agree
 * on all of them (they differ in a parameter that only that side has) are one value, their mean.
 */
export function pair(left: Side, right: Side, about: { readonly expectation: Expectation; readonly results: Results }): PairedValues {
  const { expectation, results } = about;
  const chosen = new Set([...expectation.left.conditions, ...expectation.right.conditions].map((condition) => condition.name));
  const readers = results.names.filter((name) => !chosen.has(name)).map((name) => results.parameter(name));
  const shared = readers.filter((read) => [left, right].every((side) => side.items.some((item) => read(item) !== undefined)));
  const keyOf = (item: number) => [results.replicate(item), ...shared.map((read) => keyOfValue(read(item)))].join('\n');
  const [first, second] = [groups(left, keyOf), groups(right, keyOf)];
  const both = [...first.keys()].filter((key) => second.has(key));
  const valuesOf = (side: ReadonlyMap<string, readonly number[]>) => both.map((key) => moments(side.get(key) ?? []).mean);
  return { left: valuesOf(first), right: valuesOf(second), unpaired: [leftOver(first, second), leftOver(second, first)] };
}

function keyOfValue(value: Parameters<typeof valueKey>[0] | undefined): string {
  return value === undefined ? '' : valueKey(value);
}

function groups(side: Side, keyOf: (item: number) => string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const [at, item] of side.items.entries()) {
    const key = keyOf(item);
    const group = found.get(key);
    if (group) group.push(side.values[at] ?? 0);
    else found.set(key, [side.values[at] ?? 0]);
  }
  return found;
}

function leftOver(own: ReadonlyMap<string, readonly number[]>, other: ReadonlyMap<string, unknown>): number {
  let count = 0;
  for (const [key, values] of own) if (!other.has(key)) count += values.length;
  return count;
}
