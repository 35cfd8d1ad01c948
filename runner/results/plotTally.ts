import type { Steps } from '../steps.ts';

/** What the numbers of each group are like. Groups without a number have count 0. */
export interface Tally {
  readonly counts: Uint32Array;
  readonly means: Float64Array;
  /** Sums of squared distances from the mean. */
  readonly squares: Float64Array;
  readonly lows: Float64Array;
  readonly highs: Float64Array;
}

/** How items are counted: into how many groups, by which group and number; without either an item is passed over. */
export interface Counting {
  readonly size: number;
  groupOf(item: number): number;
  /** NaN where there is no number. */
  read(item: number): number;
}

/** Means, spreads and ends by group in one walk (Welford's update, which loses no digits to large means). */
export function* tallyBy(items: Uint32Array, counting: Counting): Steps<Tally> {
  const { size } = counting;
  const tally = {
    counts: new Uint32Array(size),
    means: new Float64Array(size),
    squares: new Float64Array(size),
    lows: new Float64Array(size).fill(Number.POSITIVE_INFINITY),
    highs: new Float64Array(size).fill(Number.NEGATIVE_INFINITY),
  };
  for (let from = 0; from < items.length; from += BLOCK) {
    tallyBlock(tally, items.subarray(from, from + BLOCK), counting);
    yield;
  }
  return tally;
}

function tallyBlock({ counts, means, squares, lows, highs }: Tally, items: Uint32Array, { groupOf, read }: Counting): void {
  for (const item of items) {
    const group = groupOf(item);
    const value = read(item);
    if (group < 0 || !Number.isFinite(value)) continue;
    const count = (counts[group] ?? 0) + 1;
    const before = means[group] ?? 0;
    const mean = before + (value - before) / count;
    counts[group] = count;
    means[group] = mean;
    squares[group] = (squares[group] ?? 0) + (value - before) * (value - mean);
    if (value < (lows[group] ?? 0)) lows[group] = value;
    if (value > (highs[group] ?? 0)) highs[group] = value;
  }
}

const BLOCK = 32_768;

/** The standard deviation of a sample; 0 for a single number. */
export function deviation({ counts, squares }: Tally, group: number): number {
  const count = counts[group] ?? 0;
  return count > 1 ? Math.sqrt((squares[group] ?? 0) / (count - 1)) : 0;
}
