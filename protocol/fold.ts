import type { ItemState } from '../core/sweep/account.ts';

/** Which rows of a page are points with their replicates in one row. */
export interface FoldRequest {
  /** Indices of points of which the replicates follow as rows of their own; at most 1,000. */
  readonly open: readonly number[];
}

/** The replicates of one point that the filter selects, as one row. */
export interface Fold {
  readonly keys: readonly string[];
  readonly states: Readonly<Partial<Record<ItemState, number>>>;
  /** By output, those with numbers: over done replicates, and over stale ones where the task keeps them. */
  readonly outputs: Readonly<Record<string, FoldedOutput>>;
  /** Whether its replicates follow. */
  readonly open: boolean;
}

/** Numbers of one output over the replicates of a point. */
export interface FoldedOutput {
  readonly n: number;
  readonly mean: number;
  /** With n − 1; NaN for a single number, as the interval is. */
  readonly sd: number;
  /** Ends of the 95 % interval of the mean by Student's t. */
  readonly low: number;
  readonly high: number;
}
