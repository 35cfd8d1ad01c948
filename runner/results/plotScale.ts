import type { PlotScale } from '../../protocol/plot.ts';

/** How the numbers of an output are spaced: what is summed up and put into parts are numbers of the scale. */
export interface OutputScale {
  readonly log: boolean;
  to(value: number): number;
  /** The number of the output. */
  from(value: number): number;
}

const LINEAR: OutputScale = { log: false, to: (value) => value, from: (value) => value };
const LOGARITHMIC: OutputScale = { log: true, to: Math.log10, from: (value) => 10 ** value };

/** What is known of the numbers of an output. */
export interface Spread {
  readonly low: number;
  readonly high: number;
  /** The middle of all, or of many of them. */
  readonly median: number;
}

export function scalesOf({ low }: Spread): readonly PlotScale[] {
  return low > 0 && Number.isFinite(low) ? ['linear', 'log'] : ['linear'];
}

/** The scale that was wished for where it is possible, else the one on which the numbers do not lie in a heap. */
export function scaleOf(spread: Spread, wish: PlotScale | undefined): OutputScale {
  const isPossible = scalesOf(spread).includes('log');
  return isPossible && (wish ?? (isHeaped(spread) ? 'log' : 'linear')) === 'log' ? LOGARITHMIC : LINEAR;
}

/** Whether numbers lie in a heap where they are evenly spaced: all above 0, over three powers of ten, and half of them in the lowest twentieth. */
export function isHeaped({ low, high, median }: Spread): boolean {
  return low > 0 && high >= 1000 * low && median < low + (high - low) / 20;
}
