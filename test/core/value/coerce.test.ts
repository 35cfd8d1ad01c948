import { describe, expect, test } from 'vitest';
import { coerce, type ValueShape } from '../../../core/value/coerce.ts';
import { formatValue } from '../../../core/value/format.ts';
import { parseText } from '../../../core/value/parseText.ts';
import { type Value, valueMap } from '../../../core/value/value.ts';

const ENUM: ValueShape = { type: 'enum', values: ['sgd', 'adam', 1] };

describe('a value is brought to its type', () => {
  test.each<[Value, ValueShape, Value]>([
    [1, { type: 'float' }, 1],
    [-0, { type: 'float' }, 0],
    [9007199254740993n, { type: 'float' }, 9007199254740992],
    [1.0, { type: 'int' }, 1],
    [1e20, { type: 'int' }, 100000000000000000000n],
    [9007199254740993n, { type: 'int' }, 9007199254740993n],
    [-0, { type: 'int' }, 0],
    [true, { type: 'bool' }, true],
    ['', { type: 'string' }, ''],
    ['adam', ENUM, 'adam'],
    [1.0, ENUM, 1],
    ['data/a.csv', { type: 'file' }, 'data/a.csv'],
    [[1, 2.0], { type: 'array' }, [1, 2]],
    [[1, 2n ** 60n], { type: 'array', items: { type: 'float' } }, [1, 2 ** 60]],
    [valueMap([['a', -0]]), { type: 'object' }, valueMap([['a', 0]])],
    [null, { type: 'any' }, null],
    ['x', { type: 'any' }, 'x'],
    [[[-0]], { type: 'any' }, [[0]]],
  ])('%o to %o', (value, shape, expected) => {
    expect(coerce(value, shape)).toEqual({ ok: true, value: expected });
  });
});

describe('a value of another type is refused with a reason', () => {
  test.each<[Value, ValueShape, string]>([
    ['1', { type: 'float' }, 'is text, not a number'],
    [true, { type: 'float' }, 'is true, not a number'],
    [Number.NaN, { type: 'float' }, 'is NaN; a parameter has to be a finite number'],
    [Number.POSITIVE_INFINITY, { type: 'any' }, 'is Infinity; a parameter has to be a finite number'],
    [1.5, { type: 'int' }, 'is the number 1.5, not an integer'],
    [Number.NaN, { type: 'int' }, 'is NaN; a parameter has to be a finite number'],
    [1, { type: 'bool' }, 'is the number 1, not true or false'],
    [1, { type: 'string' }, 'is the number 1, not text; put it in quotes'],
    ['', { type: 'file' }, 'is empty text, not the path of a file'],
    ['rmsprop', ENUM, 'is none of sgd, adam, 1'],
    [1, { type: 'array' }, 'is the number 1, not a list'],
    [[1, 'a'], { type: 'array', items: { type: 'int' } }, 'has a second element that is text, not an integer'],
    [[], { type: 'object' }, 'is a list, not a mapping'],
    [null, { type: 'int' }, 'is null, not an integer'],
    [
      valueMap([['a', [Number.NaN]]]),
      { type: 'any' },
      'has a `a` that has a first element that is NaN; a parameter has to be a finite number',
    ],
  ])('%o to %o', (value, shape, reason) => {
    expect(coerce(value, shape)).toEqual({ ok: false, reason });
  });
});

describe('text is read', () => {
  test.each<[string, ValueShape | undefined, Value]>([
    ['1', undefined, 1],
    ['-1.5e3', undefined, -1500],
    ['.5', undefined, 0.5],
    ['+7', undefined, 7],
    [' 7 ', undefined, 7],
    ['9007199254740993', undefined, 9007199254740993n],
    ['1.0', undefined, 1],
    ['true', undefined, true],
    ['False', undefined, false],
    ['null', undefined, null],
    ['', undefined, ''],
    ['abc', undefined, 'abc'],
    [' abc ', undefined, ' abc '],
    ['1e', undefined, '1e'],
    ['0x10', undefined, '0x10'],
    ['[1, 2]', undefined, [1, 2]],
    ['{"a": 1}', undefined, valueMap([['a', 1]])],
    ['[1, 2', undefined, '[1, 2'],
    ['1', { type: 'string' }, '1'],
    ['true', { type: 'file' }, 'true'],
    ['1', { type: 'enum', values: ['1', '2'] }, '1'],
    ['1', ENUM, 1],
    ['x', { type: 'int' }, 'x'],
    ['1'.repeat(5_000), undefined, '1'.repeat(5_000)],
  ])('%s as %o', (text, shape, expected) => {
    expect(parseText(text, shape)).toEqual(expected);
  });
});

describe('a value is shown', () => {
  test.each<[Value, string]>([
    [1, '1'],
    [-0, '-0'],
    [0.1, '0.1'],
    [1e21, '1e+21'],
    [9007199254740993n, '9007199254740993'],
    [Number.NaN, 'NaN'],
    ['a b', 'a b'],
    [null, 'null'],
    [[1, 'a', [null]], '[1, "a", [null]]'],
    [
      valueMap([
        ['a', 1],
        ['b c', '"'],
      ]),
      '{a: 1, "b c": "\\""}',
    ],
  ])('%o', (value, expected) => {
    expect(formatValue(value)).toBe(expected);
  });
});
