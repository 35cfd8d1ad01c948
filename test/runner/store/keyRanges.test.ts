import { describe, expect, test } from 'vitest';
import { keyRanges, packed, sortedKeys } from '../../../runner/store/keyRanges.ts';
import { rowSet } from '../../../runner/store/rowSet.ts';
import { finish } from '../../../runner/steps.ts';
import { keyOf } from './workspace.ts';

describe('keys by range', () => {
  test.each([0, 1, 4096, 4097, 20_000])('hold %i items, each once, and ascend', (count) => {
    const lot = finish(sortedKeys((item) => keyOf(item), 7, count));
    expect(lot.ranges.flatMap((places) => [...places]).toSorted((a, b) => a - b)).toEqual(
      Array.from({ length: count }, (_, place) => place),
    );
    const bounds = lot.ranges.map((places) =>
      [...places].map((place) => Buffer.from(keyOf(7 + place)).toString('hex')).toSorted((a, b) => (a < b ? -1 : 1)),
    );
    for (const [at, keys] of bounds.entries()) if (at > 0) expect((bounds[at - 1]?.at(-1) ?? '') < (keys[0] ?? '')).toBe(true);
    for (const places of lot.ranges) expect(packed(lot.keys, places)).toEqual(Buffer.concat([...places].map((place) => keyOf(7 + place))));
  });

  test.each([0, 1, 3, 256, 5000])('cover all keys when %i are wanted', (wanted) => {
    const ranges = keyRanges(wanted);
    for (const key of [Buffer.alloc(16), Buffer.alloc(16, 0xff), Buffer.alloc(16, 0x80), Buffer.from(keyOf(3))])
      expect(ranges.filter(({ from, to }) => Buffer.compare(from, key) <= 0 && Buffer.compare(key, to) < 0)).toHaveLength(1);
  });
});

test('a set of rows has those that were added, up to the last', () => {
  const set = rowSet(20);
  for (const row of [1, 7, 8, 20]) set.add(row);
  expect(Array.from({ length: 21 }, (_, row) => row).filter((row) => set.has(row))).toEqual([1, 7, 8, 20]);
});
