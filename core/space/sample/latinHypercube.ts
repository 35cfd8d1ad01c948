import { type Uniforms, uniforms } from './uniform.ts';

/**
 * A Latin hypercube of `size` points (McKay, Beckman, Conover 1979): in each dimension every one of `size` equal strata
 * holds exactly one point, at a random place in it. 4 bytes a point and dimension, made when first asked for.
 */
export function latinHypercube(
  seed: number,
  shape: { readonly size: number; readonly dimensions: number },
): (index: number, unit: Float64Array) => void {
  const { size, dimensions } = shape;
  const inside = uniforms(seed, 'points');
  const shuffling = uniforms(seed, 'strata');
  let strata: readonly Uint32Array[] | undefined;
  return (index, unit) => {
    strata ??= Array.from({ length: dimensions }, (_, dimension) => permutation(size, dimension, shuffling));
    inside.fill(index, 0, unit);
    for (let dimension = 0; dimension < dimensions; dimension++) {
      unit[dimension] = ((strata[dimension]?.[index] ?? 0) + (unit[dimension] ?? 0)) / size;
    }
  };
}

/** A shuffle by Fisher and Yates. */
function permutation(size: number, dimension: number, numbers: Uniforms): Uint32Array {
  const places = new Uint32Array(size);
  for (let at = 0; at < size; at++) places[at] = at;
  const batch = new Float64Array(BATCH);
  for (let at = size - 1; at > 0; at--) {
    const place = (size - 1 - at) % BATCH;
    if (place === 0) numbers.fill((size - 1 - at) / BATCH, dimension, batch);
    const other = Math.floor((batch[place] ?? 0) * (at + 1));
    const kept = places[at] ?? 0;
    places[at] = places[other] ?? 0;
    places[other] = kept;
  }
  return places;
}

const BATCH = 64;
