import { JOE_KUO } from './joeKuo.ts';

/** How many dimensions there are direction numbers for. */
export const SOBOL_DIMENSIONS = JOE_KUO.length + 1;

/** Indices from here on would repeat the sequence. */
export const SOBOL_POINTS = 2 ** 30;

/**
 * The Sobol sequence without scrambling, in the order of the Gray code, as SciPy's `qmc.Sobol(scramble=False)` with its
 * 30 bits has it: point n is the exclusive or of the direction numbers of the bits of n's Gray code.
 */
export function sobol(dimensions: number): (index: number, unit: Float64Array) => void {
  const directions = Array.from({ length: dimensions }, (_, dimension) => directionNumbers(dimension));
  return (index, unit) => {
    const gray = index ^ (index >>> 1);
    for (let dimension = 0; dimension < dimensions; dimension++) {
      const numbers = directions[dimension];
      let bits = 0;
      for (let rest = gray, at = 0; rest !== 0; rest >>>= 1, at++) if (rest & 1) bits ^= numbers?.[at] ?? 0;
      unit[dimension] = bits / SOBOL_POINTS;
    }
  };
}

const BITS = 30;

/** The numbers of one dimension as binary fractions, by the recurrence of its polynomial (Bratley, Fox 1988). */
function directionNumbers(dimension: number): Uint32Array {
  const [polynomial = 1, ...initial] = (JOE_KUO[dimension - 1] ?? '').split(' ').map(Number);
  const degree = initial.length;
  const found = new Uint32Array(BITS);
  for (let at = 0; at < BITS; at++) {
    if (dimension === 0) found[at] = 1;
    else if (at < degree) found[at] = initial[at] ?? 0;
    else {
      const before = found[at - degree] ?? 0;
      let number = before ^ (before << degree);
      for (let back = 1; back < degree; back++) if ((polynomial >>> (degree - back)) & 1) number ^= (found[at - back] ?? 0) << back;
      found[at] = number;
    }
  }
  return found.map((number, at) => number << (BITS - 1 - at));
}
