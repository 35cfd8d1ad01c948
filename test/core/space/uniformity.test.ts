import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { analyse } from '../../../core/check/analyse.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';

const FILE = '/ws/sample.sweep.yaml';
const NAMES = ['x', 'y', 'z'];

/** Points of a method in the unit cube, by dimension. */
function drawn(method: string, samples: number, seed: number): readonly Float64Array[] {
  const axes = NAMES.map((name) => `${name}: {min: 0, max: 1}`).join();
  const text = `run: {command: [run, '\${args}']}\nmethod: ${method}\nsamples: ${samples}\nseed: ${seed}\nparameters: {${axes}}\n`;
  const { space } = analyse(FILE, memoryWorld(new Map([[FILE, text]])));
  if (!space) throw new Error('No space.');
  const columns = NAMES.map(() => new Float64Array(samples));
  for (let index = 0; index < samples; index++) {
    const point = space.point(index);
    for (const [at, name] of NAMES.entries()) (columns[at] ?? columns[0])?.fill(Number(point.get(name)), index, index + 1);
  }
  return columns;
}

/** How many points fall into each box of a grid over some dimensions. */
function boxCounts(columns: readonly Float64Array[], parts: readonly number[]): Uint32Array {
  const counts = new Uint32Array(parts.reduce((product, part) => product * part, 1));
  for (let index = 0; index < (columns[0]?.length ?? 0); index++) {
    const box = parts.reduce((at, part, dimension) => at * part + Math.floor((columns[dimension]?.[index] ?? 0) * part + ROUNDING), 0);
    counts[box] = (counts[box] ?? 0) + 1;
  }
  return counts;
}

/** A third is not exact: what stands on the edge of a box belongs to the box above. */
const ROUNDING = 1e-12;

/**
 * How unlikely counts are if all boxes are equally likely, as standard deviations: the Wilson-Hilferty form of the
 * chi-squared test (Wilson & Hilferty 1931). Far below 0 they are too even for chance.
 */
function deviation(counts: Uint32Array): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  const freedom = counts.length - 1;
  return ((chi / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
}

/** One in 10^11 on either side: no seed of any run is expected to reach it. */
const NEVER = 6.7;

const seeds = fc.nat({ max: 2 ** 32 - 1 });

describe('random points', () => {
  it('are even in each dimension, in each pair of them and in the cube, whatever the seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const columns = drawn('random', 4096, seed);
        for (const column of columns) expect(Math.abs(deviation(boxCounts([column], [64])))).toBeLessThan(NEVER);
        for (const [a, b] of pairs(columns)) expect(Math.abs(deviation(boxCounts([a, b], [8, 8])))).toBeLessThan(NEVER);
        expect(Math.abs(deviation(boxCounts(columns, [4, 4, 4])))).toBeLessThan(NEVER);
      }),
      { numRuns: 10 },
    );
  });

  it('do not depend on the point before, whatever the seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const column of drawn('random', 4096, seed))
          expect(Math.abs(deviation(boxCounts([column.subarray(0, -1), column.subarray(1)], [8, 8])))).toBeLessThan(NEVER);
      }),
      { numRuns: 10 },
    );
  });
});

it('points of a Latin hypercube stand one in each stratum of each dimension, in orders of their own, whatever the seed', () => {
  fc.assert(
    fc.property(seeds, fc.integer({ min: 1, max: 200 }), (seed, samples) => {
      for (const column of drawn('lhs', samples, seed)) expect(new Set(boxCounts([column], [samples]))).toEqual(new Set([1]));
    }),
    { numRuns: 50 },
  );
  fc.assert(
    fc.property(seeds, (seed) => {
      for (const [a, b] of pairs(drawn('lhs', 4096, seed))) expect(Math.abs(deviation(boxCounts([a, b], [8, 8])))).toBeLessThan(NEVER);
    }),
    { numRuns: 5 },
  );
});

/** A sequence begins at index 1, so that the box of the origin is one short of the others. */
test.each([
  ['sobol', 1024, [[1024], [32, 32], [4, 256], [512, 2]]],
  ['halton', 2 ** 4 * 3 ** 3, [[16], [16, 27]]],
] as const)('points of %s have exactly as many in every elementary box as in every other one', (method, samples, grids) => {
  const columns = drawn(method, samples - 1, 0);
  for (const parts of grids) {
    const counts = boxCounts(columns.slice(0, parts.length), parts);
    counts[0] = (counts[0] ?? 0) + 1;
    expect(new Set(counts), parts.join(' × ')).toEqual(new Set([samples / counts.length]));
  }
});

function pairs([x = EMPTY, y = EMPTY, z = EMPTY]: readonly Float64Array[]): readonly (readonly [Float64Array, Float64Array])[] {
  return [
    [x, y],
    [x, z],
    [y, z],
  ];
}

const EMPTY = new Float64Array();
