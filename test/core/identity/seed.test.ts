import { describe, expect, it } from 'vitest';
import { effectiveSeed, itemSeeder } from '../../../core/identity/seed.ts';
import type { Value } from '../../../core/value/value.ts';
import { field, schema, task } from './tasks.ts';

const point = (values: Readonly<Record<string, Value>>) => new Map(Object.entries(values));

describe('seeds', () => {
  it('are 31337 apart when paired, whatever the point', () => {
    const seeds = (seed: number) => [0, 1, 2, 3, 4].map((replicate) => effectiveSeed(task({ seed }), point({ a: replicate }), replicate));
    expect(seeds(42)).toEqual([42, 31379, 62716, 94053, 125390]);
    expect(seeds(0)).toEqual([0, 31337, 62674, 94011, 125348]);
  });

  it('stay below 2^32', () => {
    expect(effectiveSeed(task({ seed: 2 ** 32 - 1 }), point({}), 1)).toBe(31336);
    expect(effectiveSeed(task({ seed: 2 ** 52 + 7 }), point({}), 10 ** 9)).toBe(Number((2n ** 52n + 7n + 31337n * 10n ** 9n) % 2n ** 32n));
  });

  it('depend on the point when independent, by MurmurHash3', () => {
    const seed = itemSeeder(task({ seeding: 'independent' }));
    // MurmurHash3_x86_32 of the UTF-16LE bytes of `{"a":1}` with seed 0, by the reference implementation.
    expect(seed(point({ a: 12 }), 1)).toBe(180_083_436);
    expect(seed(point({ a: 1 }), 0)).toBe(168_001_269);
    const all = Array.from({ length: 10_000 }, (_, index) => seed(point({ a: index % 100, b: index / 100 }), 0));
    expect(new Set(all).size).toBeGreaterThan(9_985);
    expect(all.every((one) => Number.isInteger(one) && one >= 0 && one < 2 ** 32)).toBe(true);
    expect(new Set([0, 1, 2].map((replicate) => seed(point({ a: 1 }), replicate))).size).toBe(3);
  });

  it('do not change with the order of parameters or with a new parameter at its default', () => {
    const seed = itemSeeder(task({ seeding: 'independent', schema: schema(field('c', { type: 'float', default: 1 })) }));
    expect(seed(point({ b: 2, a: 1 }), 3)).toBe(seed(point({ a: 1, b: 2, c: 1 }), 3));
    expect(effectiveSeed(task({ seeding: 'independent' }), point({ a: 1 }), 3)).toBe(
      itemSeeder(task({ seeding: 'independent' }))(point({ a: 1 }), 3),
    );
  });
});
