import type { HypothesisReport } from '../core/hypothesis/report.ts';

/** What the results say of the hypotheses of a task file, in its order. */
export interface HypothesesAnswer {
  readonly revision: number;
  readonly reports: readonly HypothesisReport[];
}
