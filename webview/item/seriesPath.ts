import { isValueList, type Value } from '../../core/value/value.ts';

/** The numbers of a series, NaN where a step has none; nothing where the value is no series. */
export function seriesNumbers(value: Value): readonly number[] | undefined {
  if (!isValueList(value) || value.length < 2) return undefined;
  const numbers = value.map((one) => (typeof one === 'number' || typeof one === 'bigint' ? Number(one) : Number.NaN));
  const isGap = (one: Value): boolean => one === null || typeof one === 'number' || typeof one === 'bigint';
  return value.every(isGap) && numbers.some(Number.isFinite) ? numbers : undefined;
}

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
