/**
 * The candidate that was probably meant by a misspelt name, for every "did you mean": at most a third of the letters
 * may differ (Damerau–Levenshtein, letter case counts little); of equally near ones the first.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > MAX_LENGTH) return undefined;
  const wanted = name.toLowerCase();
  const limit = allowedDistance(name);
  let best: string | undefined;
  let bestCost = limit + 1;
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > limit) continue;
    const cost = distance(wanted, candidate.toLowerCase(), limit);
    if (cost > limit) continue;
    const exactCost = cost + CASE_WEIGHT * distance(name, candidate, MAX_LENGTH);
    if (exactCost < bestCost) [best, bestCost] = [candidate, exactCost];
  }
  return best;
}

/** One letter resembles no other. */
function allowedDistance({ length }: string): number {
  return length === 1 ? 0 : Math.max(1, Math.floor(length / 3));
}

/** Longer names are not typed by hand; comparing them would cost quadratic time. */
const MAX_LENGTH = 100;

/** Letter case only decides between equally near candidates: all case edits together weigh less than one letter. */
const CASE_WEIGHT = 1 / (2 * MAX_LENGTH);

/** Optimal string alignment distance (Damerau–Levenshtein without repeated edits of one place); over `limit` it may be larger than said. */
function distance(a: string, b: string, limit: number): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = at(last, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const transposition = swapped ? at(beforeLast, j - 2) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min(substitution, at(last, j) + 1, at(row, j - 1) + 1, transposition));
    }
    if (Math.min(...row) > limit) return limit + 1;
    [beforeLast, last] = [last, row];
  }
  return at(last, b.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? 0;
}
