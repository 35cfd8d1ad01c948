import { bootstrap } from '../result/statistics/bootstrap.ts';
import { mannWhitney } from '../result/statistics/mannWhitney.ts';
import { moments } from '../result/statistics/moments.ts';
import type { Interval, TestOutcome } from '../result/statistics/outcome.ts';
import { permutation } from '../result/statistics/permutation.ts';
import type { Alternative } from '../result/statistics/probability.ts';
import { cohensD, meanInterval, pairedT, student, studentInterval, welch, welchInterval } from '../result/statistics/studentT.ts';
import { wilcoxon } from '../result/statistics/wilcoxon.ts';
import type { TestName } from './hypothesis.ts';

/** Two samples; of paired tests, place i of both belongs together. */
interface Samples {
  readonly left: readonly number[];
  readonly right: readonly number[];
}

interface How {
  readonly test: TestName;
  readonly alternative: Alternative;
  readonly margin: number;
  readonly seed: number;
}

/** What a test finds of two samples. */
export interface Comparison extends TestOutcome {
  /** Of the means, without the margin. */
  readonly difference: number;
  readonly interval: Interval;
  readonly cohensD: number;
}

/** Tests whether the left values are beyond the right ones and the margin: the null hypothesis is a difference of the margin. */
export function compare({ left, right }: Samples, how: How): Comparison {
  const shifted = how.margin === 0 ? right : right.map((value) => value + how.margin);
  const outcome = tested(left, shifted, how);
  const effect = { difference: moments(left).mean - moments(right).mean, cohensD: cohensD(left, right) };
  const { interval } = outcome;
  if (interval) return { ...outcome, ...effect, interval: { low: interval.low + how.margin, high: interval.high + how.margin } };
  return { ...outcome, ...effect, interval: intervalOf({ left, right }, how.test) };
}

function tested(left: readonly number[], right: readonly number[], how: How): TestOutcome & { readonly interval?: Interval } {
  switch (how.test) {
    case 'welch':
      return welch(left, right, how.alternative);
    case 'student':
      return student(left, right, how.alternative);
    case 'mannwhitney':
      return mannWhitney(left, right, how.alternative);
    case 'permutation':
      return permutation(left, right, how);
    case 'bootstrap':
      return bootstrap(left, right, how);
    case 'paired-t':
      return pairedT(differences(left, right), how.alternative);
    case 'wilcoxon':
      return wilcoxon(differences(left, right), how.alternative);
  }
}

/** By the t that fits the test: of pairs, of one variance, or of two. */
function intervalOf({ left, right }: Samples, test: TestName): Interval {
  if (test === 'paired-t' || test === 'wilcoxon') return meanInterval(differences(left, right));
  return test === 'student' ? studentInterval(left, right) : welchInterval(left, right);
}

function differences(left: readonly number[], right: readonly number[]): readonly number[] {
  return left.map((value, at) => value - (right[at] ?? 0));
}
