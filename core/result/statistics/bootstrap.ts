import { resamples } from './resamples.ts';
import { uniforms } from '../../space/sample/uniform.ts';
import { moments } from './moments.ts';
import type { Interval, TestOutcome } from './outcome.ts';
import type { Alternative } from './probability.ts';
import { welch } from './studentT.ts';

/**
 * The bootstrap test of two means (Efron, Tibshirani: "An Introduction to the Bootstrap", algorithm 16.2): both samples are
 * moved to their common mean, resampled, and Welch's t counted; p is (k + 1) / (n + 1). The interval is that of percentiles.
 */
export function bootstrap(
  a: readonly number[],
  b: readonly number[],
  how: { readonly alternative: Alternative; readonly seed: number },
): TestOutcome & { readonly interval: Interval } {
  const { statistic } = welch(a, b, how.alternative);
  if (a.length < 2 || b.length < 2) return { statistic, p: Number.NaN, interval: { low: Number.NaN, high: Number.NaN } };
  const [meanA, meanB] = [moments(a).mean, moments(b).mean];
  const count = resamples(a.length + b.length);
  const differences = new Float64Array(count);
  let [less, greater] = [0, 0];
  const [drawA, drawB] = [resampler(a, how.seed, 0), resampler(b, how.seed, 1)];
  for (let at = 0; at < count; at++) {
    const [first, second] = [drawA(at), drawB(at)];
    differences[at] = moments(first).mean - moments(second).mean;
    const t = welch(
      first.map((value) => value - meanA),
      second.map((value) => value - meanB),
      how.alternative,
    ).statistic;
    // A resample of one value again and again has no t: it says nothing against the null hypothesis.
    if (!(t > statistic)) less += 1;
    if (!(t < statistic)) greater += 1;
  }
  const share = (times: number) => Math.min(1, (times + 1) / (count + 1));
  const p = { less: share(less), greater: share(greater), 'two-sided': Math.min(1, 2 * Math.min(share(less), share(greater))) }[
    how.alternative
  ];
  return { statistic, p, counted: { of: count, exact: false }, interval: percentiles(differences.sort()) };
}

function resampler(values: readonly number[], seed: number, stream: number): (draw: number) => readonly number[] {
  const numbers = uniforms(seed, 'tests');
  const unit = new Float64Array(values.length);
  return (draw) => {
    numbers.fill(draw, 1 + stream, unit);
    return Array.from(unit, (one) => values[Math.floor(one * values.length)] ?? 0);
  };
}

function percentiles(sorted: Float64Array): Interval {
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? Number.NaN;
  return { low: at(0.025), high: at(0.975) };
}
