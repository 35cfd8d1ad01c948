/**
 * Philox4x32-10, a counter-based generator (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3",
 * SC 2011; the Random123 library): every number is a function of key and counter, so that point 731,204 of a sample
 * needs none of the numbers before it, which no generator with a state can offer.
 * Encrypts `words[0..3]` in place under the key of two 32-bit words.
 */
export function philox(words: Uint32Array, key0: number, key1: number): void {
  // Read one by one: taking an array apart by iteration costs more than all rounds.
  let a = words[0] ?? 0;
  let b = words[1] ?? 0;
  let c = words[2] ?? 0;
  let d = words[3] ?? 0;
  let first = key0;
  let second = key1;
  for (let round = 0; round < ROUNDS; round++) {
    const highA = high(MULTIPLIER_A, a);
    const highC = high(MULTIPLIER_C, c);
    const lowA = Math.imul(MULTIPLIER_A, a);
    const lowC = Math.imul(MULTIPLIER_C, c);
    a = highC ^ b ^ first;
    b = lowC;
    c = highA ^ d ^ second;
    d = lowA;
    first = (first + WEYL_0) | 0;
    second = (second + WEYL_1) | 0;
  }
  words[0] = a;
  words[1] = b;
  words[2] = c;
  words[3] = d;
}

const ROUNDS = 10;
const MULTIPLIER_A = 0xd2511f53;
const MULTIPLIER_C = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** The upper half of the product of two 32-bit words, by products that a double holds exactly. */
function high(x: number, y: number): number {
  const xHigh = x >>> 16;
  const xLow = x & 0xffff;
  const yHigh = y >>> 16;
  const yLow = y & 0xffff;
  const middle = xHigh * yLow + ((xLow * yLow) >>> 16);
  const other = xLow * yHigh + (middle & 0xffff);
  return xHigh * yHigh + (middle >>> 16) + (other >>> 16);
}
