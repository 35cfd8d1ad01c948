import type { TestOutcome } from './outcome.ts';
import { type Alternative, normalP } from './probability.ts';
import { ranks, tieTerm } from './ranks.ts';

/**
 * The rank test of Mann and Whitney; the statistic is U of the first sample (`scipy.stats.mannwhitneyu`). Exact where one
 * sample has at most 8 values and none are equal, otherwise by the normal approximation with correction for ties and continuity.
 */
export function mannWhitney(a: readonly number[], b: readonly number[], alternative: Alternative): TestOutcome {
  const { ranks: all, ties } = ranks([...a, ...b]);
  const statistic = all.slice(0, a.length).reduce((sum, rank) => sum + rank, 0) - (a.length * (a.length + 1)) / 2;
  if (a.length === 0 || b.length === 0) return { statistic: Number.NaN, p: Number.NaN };
  const product = a.length * b.length;
  const other = product - statistic;
  const extreme = { less: other, greater: statistic, 'two-sided': Math.max(statistic, other) }[alternative];
  const sides = alternative === 'two-sided' ? 2 : 1;
  const isExact = Math.min(a.length, b.length) <= FEW && product <= MOST_EXACT && ties.every((count) => count === 1);
  const tail = isExact
    ? upperTail(extreme, a.length, b.length)
    : normalP((extreme - product / 2 - 0.5) / deviation(a.length, b.length, ties), 'greater');
  return { statistic, p: Math.min(1, sides * tail) };
}

const FEW = 8;
/** Above this the normal approximation has more digits than anyone reads, and the exact count takes long. */
const MOST_EXACT = 100_000;

function deviation(n: number, m: number, ties: readonly number[]): number {
  const all = n + m;
  return Math.sqrt(((n * m) / 12) * (all + 1 - tieTerm(ties) / (all * (all - 1))));
}

/** How many of all arrangements of ranks have a U of at least `least`: by symmetry those of at most n·m − least. */
function upperTail(least: number, n: number, m: number): number {
  const most = n * m - least;
  const [few, many] = [Math.min(n, m), Math.max(n, m)];
  const counts: bigint[] = Array.from({ length: most + 1 }, (_, u) => (u === 0 ? 1n : 0n));
  // The Gaussian binomial coefficient: a product of (1 − x^(many+i)) / (1 − x^i).
  for (let factor = 1; factor <= few; factor++) {
    for (let u = most; u >= many + factor; u--) counts[u] = (counts[u] ?? 0n) - (counts[u - many - factor] ?? 0n);
    for (let u = factor; u <= most; u++) counts[u] = (counts[u] ?? 0n) + (counts[u - factor] ?? 0n);
  }
  return ratio(
    counts.reduce((sum, count) => sum + count, 0n),
    binomial(n + m, few),
  );
}

/** The quotient of whole numbers of any size as a double. */
function ratio(over: bigint, under: bigint): number {
  const digits = 2n ** 128n;
  return Number((over * digits) / under) / Number(digits);
}

function binomial(n: number, k: number): bigint {
  let product = 1n;
  for (let factor = 1; factor <= k; factor++) product = (product * BigInt(n - k + factor)) / BigInt(factor);
  return product;
}
