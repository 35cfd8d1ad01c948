import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { mapKey, sameValue, valueKey } from '../../../core/value/equal.ts';
import { type Value, valueMap } from '../../../core/value/value.ts';

describe('one value or two', () => {
  test.each<[Value, Value, boolean]>([
    [1, 1.0, true],
    [0, -0, true],
    [Number.NaN, Number.NaN, true],
    [2 ** 53, 2n ** 53n, true],
    [2 ** 53, 2n ** 53n + 1n, false],
    [1e300, BigInt(1e300), true],
    [1, '1', false],
    [1, true, false],
    [0, null, false],
    ['null', null, false],
    ['', null, false],
    [1e-13, 0, false],
    ['e\u0301', '\u00e9', false],
    ['\ud800', '\udc00', false],
    ['\0v[1]', [1], false],
    ['\0s', '\0ss', false],
    [[1, 2], [1, 2.0], true],
    [[1, [2]], [1, [3]], false],
    [[1, 2], [2, 1], false],
    [['1,2'], ['1', '2'], false],
    [
      valueMap([
        ['a', 1],
        ['b', 2],
      ]),
      valueMap([
        ['b', 2],
        ['a', 1],
      ]),
      true,
    ],
    [
      valueMap([['a', 1]]),
      valueMap([
        ['a', 1],
        ['b', 2],
      ]),
      false,
    ],
    [valueMap([['__proto__', 1]]), valueMap(), false],
    [[], valueMap(), false],
  ])('%o and %o', (a, b, expected) => {
    expect(sameValue(a, b)).toBe(expected);
    expect(sameValue(b, a)).toBe(expected);
    expect(valueKey(a) === valueKey(b)).toBe(expected);
    expect(new Set([mapKey(a), mapKey(b)]).size === 1).toBe(expected);
  });

  test('absent is no value', () => {
    expect([sameValue(undefined, null), sameValue(undefined, undefined), sameValue(Number.NaN, undefined)]).toEqual([false, true, false]);
  });
});

test('keys agree with sameValue on any values', () => {
  const { value } = fc.letrec<{ value: Value }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom<Value>(null, true, 0, 1, -0, Number.NaN, '', '1', 'null', '\0', 2 ** 53, 2n ** 53n),
      fc.double(),
      fc.string(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.array(fc.tuple(fc.constantFrom('a', 'b', '$'), tie('value')), { maxLength: 3 }).map((entries) => valueMap(entries)),
    ),
  }));
  fc.assert(
    fc.property(value, value, (a, b) => {
      expect(valueKey(a) === valueKey(b)).toBe(sameValue(a, b));
      expect(new Set([mapKey(a), mapKey(b)]).size === 1).toBe(sameValue(a, b));
      expect(sameValue(a, a)).toBe(true);
    }),
  );
});
