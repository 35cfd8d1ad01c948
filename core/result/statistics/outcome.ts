/** What a test says of two samples. */
export interface TestOutcome {
  readonly statistic: number;
  /** NaN where the samples are too small or do not vary. */
  readonly p: number;
  readonly degrees?: number;
  /** How many arrangements or resamples p was counted from, where it was counted; `exact` when those are all that there are. */
  readonly counted?: { readonly of: number; readonly exact: boolean };
}

/** 95 % of such intervals hold the true difference of the means. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}
