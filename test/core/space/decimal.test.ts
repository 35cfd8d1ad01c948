import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linearRange, parseDecimal, type Range, stepRange } from '../../../core/space/decimal.ts';

function valuesOf({ size, at }: Range): readonly (number | bigint)[] {
  return Array.from({ length: size }, (_, index) => at(index));
}

describe('a stepped range', () => {
  test.each([
    ['0', '3', '1', [0, 1, 2, 3]],
    ['0', '1', '0.3', [0, 0.3, 0.6, 0.9]],
    ['1e-4', '5e-4', '1E-4', [0.0001, 0.0002, 0.0003, 0.0004, 0.0005]],
    ['-0.1', '.1', '0.1', [-0.1, 0, 0.1]],
    ['+1', '2.', '0.5', [1, 1.5, 2]],
    ['0x10', '0o22', '1', [16, 17, 18]],
    ['5', '5', '1', [5]],
    ['9007199254740991', '9007199254740994', '1', [9007199254740991, 9007199254740992n, 9007199254740993n, 9007199254740994n]],
    ['1e22', '3e22', '1e22', [10n ** 22n, 2n * 10n ** 22n, 3n * 10n ** 22n]],
    ['0', '1e-30', '5e-31', [0, 5e-31, 1e-30]],
    ['-9007199254740991', '9007199254740991', '9007199254740991', [-9007199254740991, 0, 9007199254740991]],
    ['1', '0', '1', []],
    ['0', '1', '0', []],
    ['1', '0', '-1', []],
    ['0', 'x', '1', []],
    ['', '1', '1', []],
    ['0', '1e999999999', '1', []],
    ['0', '1', `0.${'1'.repeat(1000)}`, []],
  ])('from %s to %s by %s', (min, max, step, expected) => {
    expect(valuesOf(stepRange(min, max, step))).toEqual(expected);
  });

  test('counts by the decimal that is written: 0.3 to 0.95 by 0.05 has 14 values, the seventh is 0.6', () => {
    const range = stepRange('0.3', '0.95', '0.05');
    expect([range.size, range.at(6), range.at(13)]).toEqual([14, 0.6, 0.95]);
  });

  test('is as quick and exact at its end as at its start', () => {
    const range = stepRange('0', '1e9', '1e-6');
    expect([range.size, range.at(range.size - 1), range.at(123_456_789)]).toEqual([1_000_000_000_000_001, 1_000_000_000, 123.456789]);
  });

  test('saturates', () => {
    expect(stepRange('0', '1e300', '1e-300').size).toBe(Number.MAX_SAFE_INTEGER);
  });

  test('gives the double that the decimal text of each value reads as', () => {
    const decimal = fc.tuple(fc.integer({ min: -10_000, max: 10_000 }), fc.integer({ min: -30, max: 10 }));
    fc.assert(
      fc.property(decimal, fc.integer({ min: 1, max: 999 }), fc.nat({ max: 50 }), ([digits, exponent], step, count) => {
        const range = stepRange(`${digits}e${exponent}`, `${digits + step * count}e${exponent}`, `${step}e${exponent}`);
        expect(range.size).toBe(count + 1);
        for (let index = 0; index <= count; index++)
          expect(Number(range.at(index))).toBe(Number(`${digits + step * index}e${exponent}`) + 0);
      }),
    );
  });
});

describe('a range of a number of values', () => {
  test.each([
    ['0', '1', 3, [0, 0.5, 1]],
    ['0', '1', 1, [0]],
    ['0', '0.3', 4, [0, 0.1, 0.2, 0.3]],
    ['1', '0', 3, [1, 0.5, 0]],
    ['0', '1', 4, [0, 1 / 3, 2 / 3, 1]],
    ['1e-40', '3e-40', 3, [1e-40, 2e-40, 3e-40]],
    ['0', '1', 0, []],
    ['0', '1', -1, []],
    ['0', '1', Number.NaN, []],
    ['a', '1', 3, []],
  ])('from %s to %s in %s', (min, max, count, expected) => {
    expect(valuesOf(linearRange(min, max, count))).toEqual(expected);
  });

  test('has exact ends and rises', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1000, max: 1000 }),
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 2, max: 60 }),
        fc.integer({ min: -40, max: 20 }),
        (low, span, count, exponent) => {
          const range = linearRange(`${low}e${exponent}`, `${low + span}e${exponent}`, count);
          const values = valuesOf(range).map(Number);
          expect([values[0], values.at(-1)]).toEqual([Number(`${low}e${exponent}`) + 0, Number(`${low + span}e${exponent}`) + 0]);
          expect(values.every((value, index) => index === 0 || value > (values[index - 1] ?? 0))).toBe(true);
        },
      ),
    );
  });
});

describe('parseDecimal', () => {
  test.each(['', '.', 'e5', '1e', 'abc', '1_000', '.inf', '0x', '--1', '1e9999', ' 1'])('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeUndefined();
  });
});
