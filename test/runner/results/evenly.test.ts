import { describe, expect, it } from 'vitest';
import { evenly } from '../../../runner/results/evenly.ts';

describe('an even sample', () => {
  it('is all of a short list', () => {
    expect(evenly([3, 1, 2], 3)).toEqual([3, 1, 2]);
  });

  it.each([1, 2, 7, 400, 999])('of %i has the first item, and each at most once in order', (most) => {
    const found = evenly(
      Array.from({ length: 1000 }, (_, at) => at),
      most,
    );
    expect([found.length, found[0]]).toEqual([most, 0]);
    expect(found.every((item, at) => at === 0 || item > (found[at - 1] ?? item))).toBe(true);
  });

  // Equal distances would have one value of the last axis, and two of the middle one.
  it.each([400, 5000, 20_000])('of %i keeps step with no axis of a grid', (most) => {
    const found = evenly(
      Uint32Array.from({ length: 1_000_000 }, (_, at) => at),
      most,
    );
    const axes = { frequency: [200, 5000], damping: [100, 50], mass: [50, 1] } as const;
    for (const [name, [size, step]] of Object.entries(axes)) {
      const counts = Array.from({ length: size }, () => 0);
      for (const item of found) counts[Math.floor(item / step) % size] = (counts[Math.floor(item / step) % size] ?? 0) + 1;
      expect(Math.min(...counts), name).toBeGreaterThanOrEqual(Math.floor((0.5 * most) / size));
      expect(Math.max(...counts), name).toBeLessThanOrEqual(Math.ceil((2 * most) / size));
    }
  });
});
