import tQuantile from '@stdlib/stats-base-dists-t-quantile';
import { type Moments, moments } from './moments.ts';
import type { Interval, TestOutcome } from './outcome.ts';
import { type Alternative, studentP } from './probability.ts';

/** Welch's t of two samples, whose variances may differ (`scipy.stats.ttest_ind(equal_var=False)`). */
export function welch(a: readonly number[], b: readonly number[], alternative: Alternative): TestOutcome {
  return tested(moments(a), moments(b), { alternative, spread: unequal });
}

/** Student's t of two samples of one variance (`scipy.stats.ttest_ind`). */
export function student(a: readonly number[], b: readonly number[], alternative: Alternative): TestOutcome {
  return tested(moments(a), moments(b), { alternative, spread: pooled });
}

/** Student's t of the differences of pairs (`scipy.stats.ttest_rel`). */
export function pairedT(differences: readonly number[], alternative: Alternative): TestOutcome {
  const { n, mean, variance } = moments(differences);
  const statistic = mean / Math.sqrt(variance / n);
  return { statistic, degrees: n - 1, p: studentP(statistic, n - 1, alternative) };
}

/** The interval of Welch's t for the difference of the means. */
export function welchInterval(a: readonly number[], b: readonly number[]): Interval {
  const [first, second] = [moments(a), moments(b)];
  const { error, degrees } = unequal(first, second);
  return around(first.mean - second.mean, error, degrees);
}

/** The interval of Student's t with the pooled variance. */
export function studentInterval(a: readonly number[], b: readonly number[]): Interval {
  const [first, second] = [moments(a), moments(b)];
  const { error, degrees } = pooled(first, second);
  return around(first.mean - second.mean, error, degrees);
}

/** The interval of a mean. */
export function meanInterval(values: readonly number[]): Interval {
  const { n, mean, variance } = moments(values);
  return around(mean, Math.sqrt(variance / n), n - 1);
}

/** Cohen's d: the difference of the means in pooled standard deviations (with n − 1). */
export function cohensD(a: readonly number[], b: readonly number[]): number {
  const [first, second] = [moments(a), moments(b)];
  return (first.mean - second.mean) / Math.sqrt(pooledVariance(first, second));
}

interface Spread {
  /** The standard error of the difference. */
  readonly error: number;
  readonly degrees: number;
}

function tested(
  a: Moments,
  b: Moments,
  by: { readonly alternative: Alternative; readonly spread: (a: Moments, b: Moments) => Spread },
): TestOutcome {
  const { error, degrees } = by.spread(a, b);
  const statistic = (a.mean - b.mean) / error;
  return { statistic, degrees, p: studentP(statistic, degrees, by.alternative) };
}

/** Degrees of freedom by Welch and Satterthwaite. */
function unequal(a: Moments, b: Moments): Spread {
  const [first, second] = [a.variance / a.n, b.variance / b.n];
  const degrees = (first + second) ** 2 / (first ** 2 / (a.n - 1) + second ** 2 / (b.n - 1));
  // Samples that do not vary: any number of degrees gives the same answer, as SciPy has it.
  return { error: Math.sqrt(first + second), degrees: first + second === 0 ? 1 : degrees };
}

function pooled(a: Moments, b: Moments): Spread {
  const degrees = a.n + b.n - 2;
  return { error: Math.sqrt(pooledVariance(a, b) * (1 / a.n + 1 / b.n)), degrees };
}

function pooledVariance(a: Moments, b: Moments): number {
  return ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / (a.n + b.n - 2);
}

const CONFIDENCE = 0.95;

function around(middle: number, error: number, degrees: number): Interval {
  if (!(degrees > 0) || Number.isNaN(error)) return { low: Number.NaN, high: Number.NaN };
  const reach = tQuantile((1 + CONFIDENCE) / 2, degrees) * error;
  return { low: middle - reach, high: middle + reach };
}
