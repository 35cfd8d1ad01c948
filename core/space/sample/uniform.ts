import { philox } from './philox.ts';

/** Which of the streams of one seed: numbers of points, those that shuffle strata, and those of statistical tests never meet. */
export type Stream = 'points' | 'strata' | 'tests';

/** Numbers strictly between 0 and 1 by place: `fill` writes those of draw (`index`, `attempt`), one for each dimension. */
export interface Uniforms {
  fill(index: number, attempt: number, unit: Float64Array): void;
}

/** Uniform numbers of a seed. The counter is index (53 bits), attempt, and pair of dimensions; 52 random bits make a number. */
export function uniforms(seed: number, stream: Stream): Uniforms {
  const [key0, key1] = [seed % RANGE, Math.floor(seed / RANGE)];
  const tag = TAGS[stream];
  const words = new Uint32Array(4);
  return {
    fill(index, attempt, unit) {
      for (let dimension = 0; dimension < unit.length; dimension += 2) {
        words[0] = index % RANGE;
        words[1] = Math.floor(index / RANGE) + tag;
        words[2] = attempt;
        words[3] = dimension / 2;
        philox(words, key0, key1);
        unit[dimension] = between(words[0] ?? 0, words[1] ?? 0);
        if (dimension + 1 < unit.length) unit[dimension + 1] = between(words[2] ?? 0, words[3] ?? 0);
      }
    },
  };
}

const RANGE = 2 ** 32;
/** Beyond any index: an index has 21 bits in its upper word. */
const TAGS: Readonly<Record<Stream, number>> = { points: 0, strata: 2 ** 31, tests: 2 ** 30 };

/** The middle of one of 2^52 equal parts, which a double holds exactly: neither 0 nor 1 can come. */
function between(high: number, low: number): number {
  return ((high >>> 6) * 2 ** 26 + (low >>> 6) + 0.5) / 2 ** 52;
}
