import type { Execution } from '../../core/task/task.ts';

/** The time an item may take: fixed, or a multiple of the median of this sweep's successful items. */
export class TimeLimit {
  readonly #rule: Execution['timeout'];
  /** Sorted seconds of up to `SAMPLE` successful items. */
  readonly #seconds: number[] = [];

  constructor(rule: Execution['timeout']) {
    this.#rule = rule;
  }

  /** Milliseconds; none without a rule, or while too few items have succeeded to know a median. */
  milliseconds(): number | undefined {
    if (this.#rule === undefined) return undefined;
    if ('milliseconds' in this.#rule) return this.#rule.milliseconds;
    if (this.#seconds.length < ENOUGH) return undefined;
    const median = this.#seconds[this.#seconds.length >> 1] ?? 0;
    return Math.max(LEAST, (median * 1000 * this.#rule.percentOfMedian) / 100);
  }

  learn(seconds: number): void {
    if (this.#rule === undefined || 'milliseconds' in this.#rule || this.#seconds.length >= SAMPLE) return;
    const at = this.#seconds.findIndex((other) => other > seconds);
    this.#seconds.splice(at === -1 ? this.#seconds.length : at, 0, seconds);
  }
}

const ENOUGH = 5;
const SAMPLE = 1001;
/** Milliseconds below which a relative limit would only measure the machine's noise. */
const LEAST = 100;
