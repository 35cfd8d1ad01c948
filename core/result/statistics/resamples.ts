/** How often values are drawn again: 9,999 times (as SciPy has it), and fewer times where so many values would take seconds. */
export function resamples(values: number): number {
  return Math.max(LEAST, Math.min(MOST, Math.floor(WORK / Math.max(1, values))));
}

const MOST = 9_999;
const LEAST = 999;
const WORK = 20_000_000;
