import type { TestOutcome } from './outcome.ts';
import { type Alternative, normalP } from './probability.ts';
import { ranks, tieTerm } from './ranks.ts';

/**
 * The signed-rank test of Wilcoxon on the differences of pairs (`scipy.stats.wilcoxon`): differences of zero are left out.
 * Exact up to 50 pairs without equal or zero differences, by all 2^n signs up to 13 pairs with some, else the normal approximation.
 */
export function wilcoxon(differences: readonly number[], alternative: Alternative): TestOutcome {
  const nonzero = differences.filter((one) => one !== 0);
  const n = nonzero.length;
  const { ranks: all, ties } = ranks(nonzero.map(Math.abs));
  const plus = all.reduce((sum, rank, at) => sum + ((nonzero[at] ?? 0) > 0 ? rank : 0), 0);
  const minus = (n * (n + 1)) / 2 - plus;
  const statistic = alternative === 'two-sided' ? Math.min(plus, minus) : plus;
  if (n === 0) return { statistic, p: Number.NaN };
  const isPlain = n === differences.length && ties.every((count) => count === 1);
  if (differences.length <= MOST_EXACT && (isPlain || differences.length <= MOST_SIGNS)) {
    // Ranks are multiples of one half, so doubled they are whole: one way of counting serves both kinds of exact test.
    return {
      statistic,
      p: counted(
        all.map((rank) => 2 * rank),
        2 * plus,
        alternative,
      ),
    };
  }
  const variance = (n * (n + 1) * (2 * n + 1) - tieTerm(ties) / 2) / 24;
  return { statistic, p: normalP((plus - (n * (n + 1)) / 4) / Math.sqrt(variance), alternative) };
}

const MOST_EXACT = 50;
const MOST_SIGNS = 13;

/** The share of all choices of signs whose sum of positive weights is as extreme. At most 2^50 choices: doubles count them exactly. */
function counted(weights: readonly number[], observed: number, alternative: Alternative): number {
  const most = weights.reduce((sum, weight) => sum + weight, 0);
  const ways = new Float64Array(most + 1);
  ways[0] = 1;
  for (const weight of weights) for (let at = most; at >= weight; at--) ways[at] = (ways[at] ?? 0) + (ways[at - weight] ?? 0);
  const share = (from: number, to: number) => ways.subarray(from, to).reduce((sum, way) => sum + way, 0) / 2 ** weights.length;
  const [less, greater] = [share(0, observed + 1), share(observed, most + 1)];
  if (alternative === 'less') return less;
  return alternative === 'greater' ? greater : Math.min(1, 2 * Math.min(less, greater));
}
