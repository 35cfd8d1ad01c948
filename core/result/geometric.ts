/** Whether rising numbers grow by one factor all the way, such as 0.001, 0.01, 0.1: then a logarithmic axis shows them evenly. */
export function isGeometric(sorted: readonly number[]): boolean {
  const [first = 0, second = 0] = sorted;
  if (sorted.length < 3 || first <= 0 || (sorted.at(-1) ?? 0) < LEAST * first) return false;
  const factor = second / first;
  return factor > 1 && sorted.every((value, at) => at === 0 || Math.abs(value / ((sorted[at - 1] ?? 0) * factor) - 1) < TOLERANCE);
}

/** Within a smaller factor from end to end even steps look geometric as well, and a logarithmic axis would be mostly empty. */
const LEAST = 4;

/** Written values are rounded. */
const TOLERANCE = 0.05;
