import { moments } from './moments.ts';
import type { Interval } from './outcome.ts';
import { meanInterval } from './studentT.ts';

/** Replicates of one point as one value. */
export interface Aggregate {
  /** How many numbers there are. */
  readonly n: number;
  readonly mean: number;
  /** With n − 1; NaN for a single number. */
  readonly sd: number;
  /** The 95 % interval of the mean by Student's t. */
  readonly interval: Interval;
}

/** Mean, standard deviation and 95 % interval of numbers. */
export function aggregate(values: readonly number[]): Aggregate {
  const { n, mean, variance } = moments(values);
  return { n, mean, sd: Math.sqrt(variance), interval: meanInterval(values) };
}
