import type { Point } from '../value/value.ts';
import { type Form, type Hull, hullOf } from './hull.ts';

/** What all failed points have in common. */
export interface Common {
  /** In the expression language. */
  readonly condition: string;
  /** At how many successful points it holds; 0 where it tells them apart. */
  readonly successes: number;
}

/**
 * The simplest condition that holds at every failed point and at no successful one: bounds, values or a few values of at
 * most three parameters, joined by `and`. Where there is none, the one that leaves out most of the successful points, if
 * these are more than half. Undefined otherwise, or when there is nothing to tell apart. Cost: points × parameters.
 */
export function commonCondition(names: readonly string[], failed: readonly Point[], succeeded: readonly Point[]): Common | undefined {
  if (failed.length === 0 || succeeded.length === 0) return undefined;
  const hulls = names.flatMap((name) => hullOf(name, failed) ?? []).slice(0, MOST_HULLS);
  const exact = smallestSet(hulls.length, excludingMasks(hulls, succeeded))?.flatMap((at) => hulls[at] ?? []);
  const chosen = exact ?? narrowest(hulls, succeeded);
  const successes = chosen.reduce(inside, succeeded).length;
  if (2 * successes > succeeded.length) return undefined;
  const forms = simplified(chosen, succeeded);
  return { condition: forms.map((form) => form.text).join(' and '), successes };
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

/** One hull after the other, of which each leaves out at least a quarter of the successes that are still there; at most three. */
function narrowest(hulls: readonly Hull[], succeeded: readonly Point[]): readonly Hull[] {
  const chosen: Hull[] = [];
  let left = succeeded;
  while (chosen.length < MOST_JOINED) {
    const [best] = hulls.map((hull) => ({ hull, left: inside(left, hull) })).toSorted((a, b) => a.left.length - b.left.length);
    if (best === undefined || 4 * best.left.length > 3 * left.length) break;
    chosen.push(best.hull);
    ({ left } = best);
  }
  return chosen;
}

const MOST_JOINED = 3;

function inside(points: readonly Point[], hull: Hull): readonly Point[] {
  return points.filter((point) => hull.tightest.holds(point));
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
