import { expect, it } from 'vitest';
import { type Value, valueMap } from '../../core/value/value.ts';
import { bytesText } from '../../webview/item/bytes.ts';
import { seriesNumbers } from '../../core/value/series.ts';
import { seriesPath } from '../../webview/item/seriesPath.ts';
import { byChance } from '../../webview/statistics/byChance.ts';

it.each<[Value, readonly number[] | undefined]>([
  [
    [1, null, 3n],
    [1, Number.NaN, 3],
  ],
  [[1], undefined],
  [[null, null], undefined],
  [[1, 'x'], undefined],
  [valueMap([['a', 1]]), undefined],
])('takes %o for the series %o', (value, numbers) => expect(seriesNumbers(value)).toEqual(numbers));

it('draws a series from edge to edge, with gaps where there is no number', () => {
  expect(seriesPath([0, 1, Number.NaN, 0.5], 0, 1)).toBe('M0.0 46.0L100.0 2.0M300.0 24.0');
  expect(seriesPath([5, 5], 5, 5)).toBe('M0.0 46.0L300.0 46.0');
  const long = seriesPath(
    Array.from({ length: 100_000 }, (_, at) => at),
    0,
    99_999,
  );
  expect(long.match(/[ML]/g)).toHaveLength(600);
  expect(long.endsWith('L300.0 2.0')).toBe(true);
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1500, '1.5 kB'],
  [12_345_678, '12.3 MB'],
])('says %d bytes as %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

it.each([
  [4, 101, 0.03],
  [2, 2, 1],
  [3, 1, 1],
])('a parameter with %d values explains of %d items by chance %d', (groups, items, share) =>
  expect(byChance(groups, items)).toBeCloseTo(share),
);
