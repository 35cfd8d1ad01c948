/** Counts that never lie by overflow: from 2^53 − 1 on they stay there. */
export const SATURATED = Number.MAX_SAFE_INTEGER;

/** The product of counts; nothing times anything, also times too many, is nothing. */
export function multiply(counts: Iterable<number>): number {
  let product = 1;
  for (const count of counts) {
    if (count === 0) return 0;
    product = Math.min(product * count, SATURATED);
  }
  return product;
}

/** The sum of counts. */
export function add(counts: Iterable<number>): number {
  let sum = 0;
  for (const count of counts) sum = Math.min(sum + count, SATURATED);
  return sum;
}
