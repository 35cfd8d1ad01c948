import { describe, expect, it } from 'vitest';
import { compareValues } from '../../../core/result/compare.ts';
import { type Value, valueMap } from '../../../core/value/value.ts';

describe('the order of a sorted column', () => {
  it('puts numbers first, NaN behind them, then text, booleans, structures, null, and what is absent last', () => {
    const shuffled: (Value | undefined)[] = [
      undefined,
      'b',
      null,
      true,
      3,
      valueMap(),
      Number.NaN,
      2n ** 70n,
      'a',
      false,
      -1,
      Number.POSITIVE_INFINITY,
      [1],
    ];
    expect(shuffled.toSorted((a, b) => compareValues(a, b))).toEqual([
      -1,
      3,
      2n ** 70n,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      'a',
      'b',
      false,
      true,
      [1],
      valueMap(),
      null,
      undefined,
    ]);
  });

  it('compares long integers exactly', () => {
    expect(compareValues(2n ** 53n + 1n, 2n ** 53n)).toBe(1);
    expect(compareValues(9007199254740993n, 9007199254740992)).toBe(1);
  });
});
