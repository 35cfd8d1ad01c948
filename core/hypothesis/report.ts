import type { Correction } from '../result/statistics/corrections.ts';
import type { Interval } from '../result/statistics/outcome.ts';
import type { Alternative } from '../result/statistics/probability.ts';
import type { TestName } from './hypothesis.ts';

/** What the results say of one hypothesis. Numbers are NaN where there are too few values for them. */
export interface HypothesisReport {
  readonly name: string;
  readonly expect: string;
  readonly test: TestName;
  readonly alternative: Alternative;
  readonly alpha: number;
  readonly correction: Correction;
  readonly margin: number;
  readonly left: SideReport;
  readonly right: SideReport;
  /** Of paired tests: how many pairs, and how many items of each side have no partner. */
  readonly pairs?: { readonly count: number; readonly unpaired: readonly [left: number, right: number] };
  /** Mean of the left side minus mean of the right one, without the margin, with its 95 % interval. */
  readonly difference: number;
  readonly interval: Interval;
  readonly cohensD: number;
  readonly statistic: number;
  readonly degrees?: number;
  /** Where p was counted: from how many arrangements or resamples, and whether those are all. */
  readonly counted?: { readonly of: number; readonly exact: boolean };
  readonly p: number;
  readonly adjustedP: number;
  readonly verdict: Verdict;
  /** One sentence. */
  readonly conclusion: string;
}

/** `undecided` where there are too few values to test anything. */
export type Verdict = 'supported' | 'not supported' | 'undecided';

/** One selection. Nothing is left out in silence: what has no number is counted, and the failed items are named. */
export interface SideReport {
  readonly selection: string;
  /** Values that were compared. */
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
  readonly failed: number;
  /** Keys of failed items, at most 100. */
  readonly failedKeys: readonly string[];
  /** Not run yet, or stale. */
  readonly missing: number;
  /** Done, but without a finite number under this name. */
  readonly withoutNumber: number;
}
