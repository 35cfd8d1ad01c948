import { uniforms } from '../../space/sample/uniform.ts';
import { moments } from './moments.ts';
import type { TestOutcome } from './outcome.ts';
import { resamples } from './resamples.ts';
import type { Alternative } from './probability.ts';

/**
 * The permutation test of the difference of two means (`scipy.stats.permutation_test`): exact while there are at most
 * 100,000 arrangements, otherwise from seeded random ones as (k + 1) / (n + 1), which is never 0.
 */
export function permutation(
  a: readonly number[],
  b: readonly number[],
  how: { readonly alternative: Alternative; readonly seed: number },
): TestOutcome {
  const statistic = moments(a).mean - moments(b).mean;
  if (a.length === 0 || b.length === 0) return { statistic, p: Number.NaN };
  const pool = [...a, ...b];
  const total = pool.reduce((sum, value) => sum + value, 0);
  const differenceOf = (sum: number) => sum / a.length - (total - sum) / b.length;
  const tally = newTally(statistic, pool);
  const arrangements = countArrangements(pool.length, a.length);
  const shuffles = resamples(pool.length);
  const exact = arrangements <= MOST_ARRANGEMENTS;
  if (exact) eachChoice(pool, a.length, (sum) => tally.add(differenceOf(sum)));
  else eachShuffle(pool, { size: a.length, seed: how.seed, count: shuffles }, (sum) => tally.add(differenceOf(sum)));
  const of = exact ? arrangements : shuffles;
  const share = (count: number) => (exact ? count / of : (count + 1) / (of + 1));
  const [less, greater] = [share(tally.less), share(tally.greater)];
  const p = { less, greater, 'two-sided': Math.min(1, 2 * Math.min(less, greater)) }[how.alternative];
  return { statistic, p, counted: { of, exact } };
}

const MOST_ARRANGEMENTS = 100_000;

/** Counts how many are at least as extreme; the same values added up in another order must not count as less. */
function newTally(observed: number, pool: readonly number[]) {
  const slack = 1e-13 * pool.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const tally = { less: 0, greater: 0, add };
  function add(value: number): void {
    if (value <= observed + slack) tally.less += 1;
    if (value >= observed - slack) tally.greater += 1;
  }
  return tally;
}

function countArrangements(n: number, k: number): number {
  let count = 1;
  for (let factor = 1; factor <= Math.min(k, n - k) && count <= MOST_ARRANGEMENTS; factor++) {
    count = (count * (n - Math.min(k, n - k) + factor)) / factor;
  }
  return Math.round(count);
}

/** The sums of all choices of `size` values. */
function eachChoice(pool: readonly number[], size: number, told: (sum: number) => void): void {
  const visit = (from: number, left: number, sum: number): void => {
    if (left === 0) return told(sum);
    for (let at = from; at <= pool.length - left; at++) visit(at + 1, left - 1, sum + (pool[at] ?? 0));
  };
  visit(0, size, 0);
}

/** The sums of `size` values drawn at random, each draw by the first steps of a shuffle. */
function eachShuffle(
  pool: readonly number[],
  { size, seed, count }: { readonly size: number; readonly seed: number; readonly count: number },
  told: (sum: number) => void,
): void {
  const values = Float64Array.from(pool);
  const numbers = uniforms(seed, 'tests');
  const unit = new Float64Array(size);
  for (let draw = 0; draw < count; draw++) {
    numbers.fill(draw, 0, unit);
    let sum = 0;
    for (let at = 0; at < size; at++) {
      const other = at + Math.floor((unit[at] ?? 0) * (values.length - at));
      const value = values[other] ?? 0;
      values[other] = values[at] ?? 0;
      values[at] = value;
      sum += value;
    }
    told(sum);
  }
}
