/**
 * The Halton sequence without scrambling (Halton 1960): dimension d is the radical inverse of the index in the d-th
 * prime base. The digits are added up as SciPy's `qmc.Halton` does, so that the numbers are equal to the last bit.
 */
export function halton(dimensions: number): (index: number, unit: Float64Array) => void {
  const bases = primes(dimensions);
  return (index, unit) => {
    for (let dimension = 0; dimension < dimensions; dimension++) unit[dimension] = radicalInverse(index, bases[dimension] ?? 2);
  };
}

function radicalInverse(index: number, base: number): number {
  let [inverse, weight] = [0, 1 / base];
  for (let rest = index; rest > 0; rest = Math.floor(rest / base)) {
    inverse += (rest % base) * weight;
    weight /= base;
  }
  return inverse;
}

function primes(count: number): readonly number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate++) {
    if (!found.some((prime) => candidate % prime === 0)) found.push(candidate);
  }
  return found;
}
