import erfc from '@stdlib/math-base-special-erfc';
import tCdf from '@stdlib/stats-base-dists-t-cdf';

/** What is claimed of the first sample against the second. */
export type Alternative = 'two-sided' | 'less' | 'greater';

/** How likely a standard normal statistic at least so extreme is. */
export function normalP(z: number, alternative: Alternative): number {
  if (alternative === 'less') return erfc(-z / Math.SQRT2) / 2;
  return alternative === 'greater' ? erfc(z / Math.SQRT2) / 2 : erfc(Math.abs(z) / Math.SQRT2);
}

/** The same of Student's t. */
export function studentP(t: number, degrees: number, alternative: Alternative): number {
  if (Number.isNaN(t) || !(degrees > 0)) return Number.NaN;
  if (alternative === 'less') return tCdf(t, degrees);
  return alternative === 'greater' ? tCdf(-t, degrees) : 2 * tCdf(-Math.abs(t), degrees);
}
