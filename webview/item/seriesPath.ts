/** What `seriesPath` draws into. */
export const WIDTH = 300;
export const HEIGHT = 48;
/** As many as pixels are worth it. */
const MOST_STEPS = 600;

/** A line through the steps, evenly picked where there are many; a step without a number is a gap. */
export function seriesPath(numbers: readonly number[], low: number, high: number): string {
  const steps = Math.min(numbers.length, MOST_STEPS);
  const range = high - low || 1;
  let pen = 'M';
  let path = '';
  for (let step = 0; step < steps; step++) {
    const at = Math.round((step * (numbers.length - 1)) / Math.max(1, steps - 1));
    const value = numbers[at] ?? Number.NaN;
    if (!Number.isFinite(value)) {
      pen = 'M';
      continue;
    }
    const x = (at / Math.max(1, numbers.length - 1)) * WIDTH;
    const y = HEIGHT - 2 - ((value - low) / range) * (HEIGHT - 4);
    path += `${pen}${x.toFixed(1)} ${y.toFixed(1)}`;
    pen = 'L';
  }
  return path;
}
