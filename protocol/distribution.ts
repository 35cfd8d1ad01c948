import type { Value } from '../core/value/value.ts';

/** Which columns a page wants to know about, over the items of its filter. */
export interface DistributionRequest {
  readonly file: string;
  readonly where?: string;
  /** At most 400. */
  readonly columns: readonly string[];
}

/** How the values of one column are spread over the items of a filter. */
export interface Distribution {
  readonly column: string;
  readonly items: number;
  readonly absent: number;
  /** What the finite numbers are like, when there are any. */
  readonly numbers?: NumberSummary;
  /** The most frequent values, when there are not too many different ones to count. */
  readonly top: readonly { readonly value: Value; readonly count: number }[];
  /** How many different values there are, when they could be counted. */
  readonly different?: number;
}

export interface NumberSummary {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly median: number;
  /** Counts in parts from `min` to `max`, of equal width, or of equal ratio where numbers of equal width would lie in a heap. */
  readonly bins: readonly number[];
  /** Whether they are of equal ratio. */
  readonly log: boolean;
}
