import { decode } from '../../core/value/encode.ts';
import { seriesOf } from '../../core/value/series.ts';
import { isValueMap } from '../../core/value/value.ts';
import { joinOutputs } from './joinOutputs.ts';

/**
 * What one attempt has reported, step by step, as encoded mappings. Bounded: when there are too many, every second one is
 * let go and from then on only every second one is kept, so that the whole course stays visible; the newest is always there.
 */
export class Reports {
  #kept: string[] = [];
  #newest: string | undefined;
  #stride = 1;
  #count = 0;
  #size = 0;

  add(metrics: string): void {
    this.#newest = metrics;
    if (this.#count++ % this.#stride !== 0) return;
    this.#newest = undefined;
    this.#kept.push(metrics);
    this.#size += metrics.length;
    if (this.#kept.length <= MOST_STEPS && this.#size <= MOST_CHARACTERS) return;
    this.#newest = metrics;
    this.#stride *= 2;
    this.#kept = this.#kept.filter((_, at) => at % 2 === 0);
    this.#size = this.#kept.reduce((sum, one) => sum + one.length, 0);
    if (this.#kept.at(-1) === metrics) this.#newest = undefined;
  }

  /** Adds a series for each reported name to the outputs of the attempt, which win where they have the name themselves. */
  joinTo(outputs: string | undefined): string {
    const steps = [...this.#kept, ...(this.#newest === undefined ? [] : [this.#newest])].map(decode).filter(isValueMap);
    return joinOutputs(outputs ?? '{}', seriesOf(steps), 'outputs');
  }
}

const MOST_STEPS = 10_000;
const MOST_CHARACTERS = 4 * 1024 * 1024;
