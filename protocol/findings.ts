import type { Failure } from '../core/sweep/outcome.ts';
import type { Value, ValueMap } from '../core/value/value.ts';
import type { TextRange } from './language.ts';

/** What the results of a task say about its file: why items failed, which values they share, whether the time limit fits. */
export interface Findings {
  readonly revision: number;
  /** Failed items of the space. */
  readonly failed: number;
  /** How many of them were looked at; causes and values are counted among these. */
  readonly examined: number;
  /** The most frequent first, at most 50. */
  readonly causes: readonly FailureCause[];
  /** Values of axes and cases that stand in the task file itself and at which items failed, in its order; at most 200. */
  readonly values: readonly FailingValue[];
  /** Set when the time limit of the task file is below what half of the successful items took. */
  readonly timeout?: TightTimeout;
}

/** Failures whose error and traceback agree but for their numbers. */
export interface FailureCause {
  /** 8 hexadecimal digits; `cause == '…'` in a filter selects these items. */
  readonly id: string;
  readonly count: number;
  /** The failed item with the lowest index. */
  readonly example: FailureExample;
  /** The one with the highest index. */
  readonly last: FailedItem;
  /** The simplest condition on parameters that holds for all of these and for no success that was looked at. */
  readonly condition?: string;
  /** Where there is none: one that holds for all of these and for less than half of the successes. */
  readonly common?: CommonCondition;
}

export interface CommonCondition {
  readonly condition: string;
  /** Of the items with it that have a result, how many failed so: above 0, below 1. */
  readonly share: number;
}

/** As people read it: never 0 or 100 %, because some failed and some did not. */
export function percentOf({ share }: CommonCondition): string {
  const percent = Math.round(100 * share);
  if (percent < 1) return '<1';
  return percent > 99 ? '>99' : String(percent);
}

export interface FailedItem {
  readonly key: string;
  readonly item: number;
  /** The varying parameters as text, `damping=4.5, dt=0.5`. */
  readonly label: string;
}

export interface FailureExample extends FailedItem {
  /** Nested by groups; all parameters. */
  readonly parameters: ValueMap;
  readonly error: Failure;
}

/** One value of an axis, or one case, with failures. */
export interface FailingValue {
  readonly name: string;
  readonly value: Value;
  readonly text: string;
  readonly failed: number;
  /** How many values the axis has. */
  readonly of: number;
  /** Key of one of the failed items. */
  readonly key: string;
  /** Selects the items with this value; absent when the expression language has no word for it. */
  readonly where?: string;
  /** Where the value stands in the task file; the name of a range, when all failures have the same value of it. */
  readonly range: TextRange;
}

export interface TightTimeout {
  readonly range: TextRange;
  /** Milliseconds: the limit, and the median of successful items. */
  readonly limit: number;
  readonly median: number;
}
