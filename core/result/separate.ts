import type { Point } from '../value/value.ts';
import { type Form, type Hull, hullOf } from './hull.ts';

/** What all failed points have in common. */
export interface Common {
  /** In the expression language. */
  readonly condition: string;
  /** At how many successful points it holds; 0 where it tells them apart. */
  readonly successes: number;
  holds(point: Point): boolean;
}

/**
 * The simplest condition that holds at every failed point and at no successful one: bounds, values or a few values of at
 * most three parameters, joined by `and`. Where there is none, the one that leaves out most of the successful points, if
 * these are more than half. Undefined otherwise, or when there is nothing to tell apart. Cost: points × parameters.
 */
export function commonCondition(names: readonly string[], failed: readonly Point[], succeeded: readonly Point[]): Common | undefined {
  if (failed.length === 0 || succeeded.length === 0) return undefined;
  const hulls = names.flatMap((name) => hullOf(name, failed) ?? []).slice(0, MOST_HULLS);
  const masks = excludingMasks(hulls, succeeded);
  const chosen = smallestSet(hulls.length, [...new Set(masks)]) ?? narrowest(hulls.length, masks);
  const successes = inside(masks, chosen).length;
  if (2 * successes > succeeded.length) return undefined;
  const forms = simplified(
    chosen.flatMap((at) => hulls[at] ?? []),
    succeeded,
  );
  const condition = forms.map((form) => form.text).join(' and ');
  return { condition, successes, holds: (point) => forms.every((form) => form.holds(point)) };
}

/** One bit a hull in a 32-bit integer. */
const MOST_HULLS = 30;

/** For each success, which hulls it lies outside of. */
function excludingMasks(hulls: readonly Hull[], succeeded: readonly Point[]): readonly number[] {
  return succeeded.map((point) => {
    let mask = 0;
    hulls.forEach((hull, at) => {
      if (!hull.tightest.holds(point)) mask |= 1 << at;
    });
    return mask;
  });
}

/** The fewest hulls, at most three, of which each success lies outside of at least one. */
function smallestSet(count: number, masks: readonly number[]): readonly number[] | undefined {
  if (masks.includes(0)) return undefined;
  const all = Array.from({ length: count }, (_, at) => at);
  const covers = (set: readonly number[]): boolean => {
    const bits = bitsOf(set);
    return masks.every((mask) => (mask & bits) !== 0);
  };
  for (const a of all) if (covers([a])) return [a];
  for (const a of all) for (const b of all.slice(a + 1)) if (covers([a, b])) return [a, b];
  for (const a of all) for (const b of all.slice(a + 1)) for (const c of all.slice(b + 1)) if (covers([a, b, c])) return [a, b, c];
  return undefined;
}

/** One hull after the other, of which each leaves out at least a quarter of the successes that are still there; at most three. */
function narrowest(count: number, masks: readonly number[]): readonly number[] {
  const chosen: number[] = [];
  let left = masks;
  while (chosen.length < MOST_JOINED) {
    const rest = Array.from({ length: count }, (_, at) => ({ at, left: inside(left, [at]) }));
    const [best] = rest.toSorted((a, b) => a.left.length - b.left.length);
    if (best === undefined || 4 * best.left.length > 3 * left.length) break;
    chosen.push(best.at);
    ({ left } = best);
  }
  return chosen;
}

const MOST_JOINED = 3;

/** The successes that lie outside of none of these hulls. */
function inside(masks: readonly number[], hulls: readonly number[]): readonly number[] {
  const bits = bitsOf(hulls);
  return masks.filter((mask) => (mask & bits) === 0);
}

function bitsOf(hulls: readonly number[]): number {
  return hulls.reduce((sum, at) => sum | (1 << at), 0);
}

/** Each hull in the simplest form with which all together still leave out the same successes. */
function simplified(hulls: readonly Hull[], succeeded: readonly Point[]): readonly Form[] {
  const forms = hulls.map((hull) => hull.tightest);
  hulls.forEach((hull, at) => {
    const others = forms.filter((_, index) => index !== at);
    const doubtful = succeeded.filter((point) => others.every((form) => form.holds(point)) && !hull.tightest.holds(point));
    forms[at] = hull.forms.find((form) => !doubtful.some((point) => form.holds(point))) ?? hull.tightest;
  });
  return forms;
}
