import type { Correction } from '../result/statistics/corrections.ts';
import type { Alternative } from '../result/statistics/probability.ts';
import type { At, Span } from '../text.ts';
import type { Value } from '../value/value.ts';

/** The tests that a hypothesis may ask for. */
export const TESTS = ['welch', 'student', 'mannwhitney', 'permutation', 'paired-t', 'wilcoxon', 'bootstrap'] as const;
export type TestName = (typeof TESTS)[number];

/** A claim of the task file about the means of two selections of its results. */
export interface Hypothesis extends At {
  readonly name: string;
  /** The expectation as written. */
  readonly text: string;
  readonly expectation: Expectation;
  readonly test: TestName;
  readonly alternative: Alternative;
  readonly alpha: number;
  readonly correction: Correction;
}

/** `left operator right + margin`: what a hypothesis claims of the means of two selections. */
export interface Expectation {
  readonly left: Selection;
  readonly operator: '<' | '<=' | '>' | '>=' | '!=';
  readonly right: Selection;
  readonly margin: number;
}

/** The values of one output at the items where all conditions hold. Spans are in the text of the expectation. */
export interface Selection {
  readonly text: string;
  readonly output: string;
  readonly outputSpan: Span;
  readonly conditions: readonly SelectionCondition[];
}

/** `name=value`. */
export interface SelectionCondition {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: Value;
  readonly text: string;
  readonly valueSpan: Span;
}
