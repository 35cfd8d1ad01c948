/** Count, mean and the variance with n − 1, of numbers; NaN where there are too few. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

/** Two passes, so that large means cost no digits. */
export function moments(values: readonly number[]): Moments {
  const n = values.length;
  const mean = sum(values) / n;
  const variance = sum(values.map((value) => (value - mean) ** 2)) / (n - 1);
  return { n, mean, variance: n > 1 ? variance : Number.NaN };
}

/** Added up with the lost digits kept (Neumaier 1974). */
function sum(values: readonly number[]): number {
  let [total, lost] = [0, 0];
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}
