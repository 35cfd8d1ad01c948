import { describe, expect, test } from 'vitest';
import { axisValues } from '../../../core/space/axis.ts';
import { areDisjoint, valueSet } from '../../../core/space/valueSet.ts';
import type { Generator } from '../../../core/task/task.ts';
import type { Value } from '../../../core/value/value.ts';

function values(generator: Generator): readonly Value[] {
  const { size, at } = axisValues(generator);
  return Array.from({ length: size }, (_, index) => at(index));
}

function num(min: string, max: string, count: number, more: Partial<Extract<Generator, { kind: 'num' }>> = {}): Generator {
  return { kind: 'num', min, max, num: count, scale: 'linear', ...more };
}

describe('axis values', () => {
  test.each<[string, Generator, readonly Value[]]>([
    ['a list as written', { kind: 'values', values: [1, 'a', null], places: [] }, [1, 'a', null]],
    ['a list brought to its type', { kind: 'values', type: 'float', values: [9007199254740993n, -0], places: [] }, [9007199254740992, 0]],
    ['what its type refuses stays as written', { kind: 'values', type: 'int', values: [1, 'a', 1.5], places: [] }, [1, 'a', 1.5]],
    ['whole numbers of a range, halves away from zero', num('-1', '1', 5, { type: 'int' }), [-1, -1, 0, 1, 1]],
    ['a float range beyond 2^53', { kind: 'step', type: 'float', min: '1e20', max: '2e20', step: '1e20' }, [1e20, 2e20]],
    ['a log range with exact ends', num('3', '300', 3, { scale: 'log' }), [3, 30, 300]],
    ['a falling log range', num('100', '1', 3, { scale: 'log' }), [100, 10, 1]],
    ['one value of a log range', num('2', '8', 1, { scale: 'log' }), [2]],
    ['whole numbers of a log range', num('1', '1000', 4, { scale: 'log', type: 'int' }), [1, 10, 100, 1000]],
    ['nothing of a log range through zero', num('0', '1', 3, { scale: 'log' }), []],
    ['nothing of a continuous range', { kind: 'continuous', min: '0', max: '1', scale: 'linear' }, []],
    ['files', { kind: 'files', pattern: '*.csv', values: ['a.csv', 'b.csv'] }, ['a.csv', 'b.csv']],
  ])('%s', (_, generator, expected) => {
    expect(values(generator)).toEqual(expected);
  });

  test('tell the last value of a stepped range only', () => {
    expect(axisValues({ kind: 'step', min: '0', max: '1', step: '0.3' }).last).toBe(0.9);
    expect(axisValues(num('0', '1', 3)).last).toBeUndefined();
    expect(axisValues({ kind: 'step', min: '1', max: '0', step: '0.3' }).last).toBeUndefined();
  });

  test('rise in a log range of any length', () => {
    const many = values(num('1e-7', '5', 1000, { scale: 'log' })).map(Number);
    expect(many.every((value, index) => index === 0 || value > (many[index - 1] ?? 0))).toBe(true);
  });
});

describe('a set of axis values', () => {
  const set = (generator: Generator) => valueSet(axisValues(generator));
  const long: Generator = { kind: 'step', min: '0', max: '1e12', step: '0.001' };

  test('finds values of a range of 10^15 by bisection', () => {
    expect([set(long).indexOf(123456789.125), set(long).indexOf(0.0005), set(long).indexOf('1'), set(long).indexOf(-1)]).toEqual([
      123456789125, -1, -1, -1,
    ]);
  });

  test('finds values of a falling range', () => {
    expect([3, 2, 1, 0.5].map((value) => set(num('3', '1', 3)).indexOf(value))).toEqual([0, 1, 2, -1]);
  });

  test.each<[string, Generator, boolean]>([
    ['a short list', { kind: 'values', values: [1, 2, '1'], places: [] }, true],
    ['a list with one value twice', { kind: 'values', values: [1, 2, 1], places: [] }, false],
    [
      'a long list with equal lists in it',
      { kind: 'values', values: [...Array.from({ length: 20 }, (_, index) => index), [1], [1]], places: [] },
      false,
    ],
    ['a long stepped range', long, true],
    ['a long whole range by 1', { kind: 'step', min: '0', max: '1000000', step: '1' }, true],
    ['a long range that rounding to whole numbers joins', num('0', '100000', 150_000, { type: 'int' }), false],
    ['a short range that rounding joins', num('1', '3', 10, { type: 'int' }), false],
    ['steps smaller than doubles can tell apart', { kind: 'step', min: '1', max: '1.000000000000001', step: '1e-21' }, false],
  ])('%s has distinct values or not', (_, generator, expected) => {
    expect(set(generator).distinct()).toBe(expected);
  });

  test('is disjoint by bounds, by looking up, and perhaps not when that takes too long', () => {
    const effort = { left: 1_000 };
    expect(areDisjoint(set(num('0', '1', 3)), set(num('2', '3', 3)), effort)).toBe(true);
    expect(areDisjoint(set(num('0', '1', 3)), set(num('0.25', '0.75', 2)), effort)).toBe(true);
    expect(areDisjoint(set(num('0', '1', 3)), set(num('0.5', '0.75', 2)), effort)).toBe(false);
    expect(
      areDisjoint(set({ kind: 'step', min: '0', max: '1e6', step: '1' }), set({ kind: 'step', min: '0.5', max: '1e6', step: '1' }), effort),
    ).toBe(false);
  });
});
