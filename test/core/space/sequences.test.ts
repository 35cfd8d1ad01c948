import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { halton } from '../../../core/space/sample/halton.ts';
import { philox } from '../../../core/space/sample/philox.ts';
import { sobol } from '../../../core/space/sample/sobol.ts';

interface Sequence {
  readonly dimensions: number;
  readonly rows: readonly { readonly index: number; readonly unit: readonly number[] }[];
}

// SAFETY: our own test data, printed by oracle/sequences.py.
const oracle = JSON.parse(readFileSync(new URL('../../data/space/sequences.json', import.meta.url), 'utf8')) as {
  readonly sobol: readonly Sequence[];
  readonly halton: readonly Sequence[];
};

const METHODS = { sobol, halton };

describe.each(['sobol', 'halton'] as const)('%s without scrambling is that of SciPy to the last bit', (method) => {
  test.each(oracle[method])('in $dimensions dimensions', ({ dimensions, rows }) => {
    const fill = METHODS[method](dimensions);
    for (const { index, unit } of rows) {
      const found = new Float64Array(dimensions);
      fill(index, found);
      expect([...found]).toEqual(unit);
    }
  });
});

/** Known answers of the Random123 distribution (`kat_vectors`). */
test.each([
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [-1, -1, -1, -1],
    [-1, -1],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
])('philox of %j under %j', (counter, [first = 0, second = 0], expected) => {
  const words = Uint32Array.from(counter);
  philox(words, first, second);
  expect([...words]).toEqual(expected);
});
