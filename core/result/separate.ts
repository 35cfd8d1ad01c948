import type { Point } from '../value/value.ts';
import { type Form, type Hull, hullOf } from './hull.ts';

/**
 * The simplest condition that holds at every failed point and at no successful one: bounds, values or a few values of at
 * most three parameters, joined by `and`. Undefined when there is none, or nothing to tell apart. Cost: points × parameters.
 */
export function separatingCondition(names: readonly string[], failed: readonly Point[], succeeded: readonly Point[]): string | undefined {
  if (failed.length === 0 || succeeded.length === 0) return undefined;
  const hulls = names.flatMap((name) => hullOf(name, failed) ?? []).slice(0, MOST_HULLS);
  const chosen = smallestSet(hulls.length, excludingMasks(hulls, succeeded));
  if (chosen === undefined) return undefined;
  const forms = simplified(
    chosen.flatMap((at) => hulls[at] ?? []),
    succeeded,
  );
  return forms.map((form) => form.text).join(' and ');
}

/** One bit a hull in a 32-bit integer. */
const MOST_HULLS = 30;

/** For each success, which hulls it lies outside of; equal answers once. */
function excludingMasks(hulls: readonly Hull[], succeeded: readonly Point[]): readonly number[] {
  const masks = new Set<number>();
  for (const point of succeeded) {
    let mask = 0;
    hulls.forEach((hull, at) => {
      if (!hull.tightest.holds(point)) mask |= 1 << at;
    });
    masks.add(mask);
  }
  return [...masks];
}

/** The fewest hulls, at most three, of which each success lies outside of at least one. */
function smallestSet(count: number, masks: readonly number[]): readonly number[] | undefined {
  if (masks.includes(0)) return undefined;
  const all = Array.from({ length: count }, (_, at) => at);
  const covers = (set: readonly number[]): boolean => {
    const bits = set.reduce((sum, at) => sum | (1 << at), 0);
    return masks.every((mask) => (mask & bits) !== 0);
  };
  for (const a of all) if (covers([a])) return [a];
  for (const a of all) for (const b of all.slice(a + 1)) if (covers([a, b])) return [a, b];
  for (const a of all) for (const b of all.slice(a + 1)) for (const c of all.slice(b + 1)) if (covers([a, b, c])) return [a, b, c];
  return undefined;
}

/** Each hull in the simplest form with which all together still exclude every success. */
function simplified(hulls: readonly Hull[], succeeded: readonly Point[]): readonly Form[] {
  const forms = hulls.map((hull) => hull.tightest);
  hulls.forEach((hull, at) => {
    const others = forms.filter((_, index) => index !== at);
    const inside = succeeded.filter((point) => others.every((form) => form.holds(point)));
    forms[at] = hull.forms.find((form) => !inside.some((point) => form.holds(point))) ?? hull.tightest;
  });
  return forms;
}
