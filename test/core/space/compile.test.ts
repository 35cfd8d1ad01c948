import { describe, expect, test } from 'vitest';
import { compileSpace } from '../../../core/space/compile.ts';
import type { Space } from '../../../core/space/space.ts';
import type { AxisFactor, Block } from '../../../core/task/task.ts';
import type { At } from '../../../core/text.ts';
import { type BlockJson, blockOf } from '../../support/block.ts';

const MILLION = { min: 1, max: 1_000_000, step: 1 };
const AT: At = { file: 'block.json', span: { start: 0, end: 0 } };

function compile(json: BlockJson, budget?: number): Space {
  return compileSpace(blockOf(json), budget === undefined ? {} : { budget });
}

function pointAt(space: Space, index: number): unknown {
  return Object.fromEntries(space.point(index));
}

/** So little that any enumeration would show. */
const FEW = 100;

describe('counts in closed form', () => {
  test.each<[string, BlockJson, number]>([
    ['10^12 points', { parameters: { a: MILLION, b: MILLION } }, 1e12],
    ['more than can be counted', { parameters: { a: MILLION, b: MILLION, c: MILLION } }, Number.MAX_SAFE_INTEGER],
    ['too many times none', { parameters: { a: MILLION, b: MILLION, c: MILLION, d: [] } }, 0],
    ['a zip of two long ranges', { zip: { z: { a: MILLION, b: { min: 0, max: 1, num: 1_000_000 } } } }, 1e6],
    ['cases', { cases: { k: { x: { a: MILLION }, y: { a: MILLION, b: MILLION } } } }, 1e12 + 1e6],
    [
      'concatenated ranges that are apart',
      { concat: [{ parameters: { a: MILLION } }, { parameters: { a: { min: 2_000_000, max: 2_999_999, step: 1 } } }] },
      2e6,
    ],
    ['concatenated blocks with different parameters', { concat: [{ parameters: { a: MILLION } }, { parameters: { b: MILLION } }] }, 2e6],
    [
      'concatenated blocks told apart by a constant',
      { concat: [{ parameters: { k: 'x', a: MILLION } }, { parameters: { k: 'y', a: MILLION } }] },
      2e6,
    ],
    [
      'a constraint on two short axes of a large space',
      { parameters: { a: MILLION, b: MILLION, c: [1, 2, 3], d: [1, 2, 3] }, constraints: ['c < d'] },
      3e12,
    ],
    [
      'a constraint on two short axes around a long one',
      { parameters: { c: [1, 2, 3], a: MILLION, d: [1, 2, 3] }, constraints: ['c < d'] },
      3e6,
    ],
    ['a constraint that no value of long axes breaks', { parameters: { a: MILLION, b: MILLION }, constraints: ['a + b > 0'] }, 1e12],
    ['a constraint that every value of long axes breaks', { parameters: { a: MILLION, b: MILLION }, constraints: ['a * b < 1'] }, 0],
    ['an exclusion of one value of a short axis', { parameters: { a: MILLION, c: [1, 2, 3] }, exclude: [{ c: 2 }] }, 2e6],
    ['a conditional parameter beside a large axis', { parameters: { a: MILLION, c: [1, 2], d: { values: [1, 2], when: 'c == 1' } } }, 3e6],
    ['an included point that is there', { parameters: { a: MILLION, b: MILLION }, include: [{ a: 77, b: 1 }] }, 1e12],
    ['an included point that is not', { parameters: { a: MILLION, b: MILLION }, include: [{ a: 0.5, b: 1 }] }, 1e12 + 1],
  ])('%s', (_, json, expected) => {
    const space = compile(json, FEW);
    expect({ points: space.points, exact: space.exact }).toEqual({ points: expected, exact: true });
  });

  test('a million axes', () => {
    const factors = Array.from(
      { length: 1_000_000 },
      (_, index): AxisFactor => ({
        ...AT,
        kind: 'axis',
        name: `p${index}`,
        keyAt: AT,
        generator: { kind: 'values', values: [1, 2], places: [] },
      }),
    );
    const block: Block = { ...AT, factors, constraints: [], exclude: [], include: [] };
    expect(compileSpace(block).points).toBe(Number.MAX_SAFE_INTEGER);
  });
});

describe('a point of a large space', () => {
  test.each<[string, BlockJson, number, unknown]>([
    ['product', { parameters: { a: MILLION, b: MILLION } }, 123_456_789_012, { a: 123_457, b: 789_013 }],
    ['its last', { parameters: { a: MILLION, b: MILLION } }, 1e12 - 1, { a: 1_000_000, b: 1_000_000 }],
    ['beyond counting', { parameters: { x: [1, 2], a: MILLION, b: MILLION, c: MILLION } }, 1_000_001, { x: 1, a: 1, b: 2, c: 2 }],
    ['cases', { cases: { k: { x: { a: MILLION }, y: { b: MILLION } } } }, 1_000_000, { k: 'y', b: 1 }],
    ['zip', { zip: { z: { a: MILLION, b: { min: 0, max: 1, num: 1_000_001 } } } }, 500_000, { a: 500_001, b: 0.5 }],
    [
      'partly filtered',
      { parameters: { a: MILLION, c: [1, 2], d: [1, 2] }, constraints: ['c != d'] },
      1_000_001,
      { a: 500_001, c: 2, d: 1 },
    ],
    ['included', { parameters: { a: MILLION, b: MILLION }, include: [{ a: 0.5, b: 1 }] }, 1e12, { a: 0.5, b: 1 }],
  ])('%s', (_, json, index, expected) => {
    expect(pointAt(compile(json, FEW), index)).toEqual(expected);
  });

  test.each([-1, 4, 0.5, Number.NaN, Number.POSITIVE_INFINITY])('%s is refused where there are four', (index) => {
    expect(() => compile({ parameters: { a: [1, 2], b: [1, 2] } }).point(index)).toThrow(RangeError);
  });
});

describe('the budget', () => {
  test.each<[string, BlockJson, number]>([
    ['a constraint over long axes', { parameters: { a: MILLION, b: MILLION }, constraints: ['a < b'] }, 1e12],
    ['a conditional parameter on a long axis', { parameters: { a: MILLION, b: { values: [1, 2], when: 'a > 5' } } }, 2e6],
    ['concatenated ranges that may overlap', { concat: [{ parameters: { a: MILLION } }, { parameters: { a: MILLION } }] }, 2e6],
    ['a long axis with equal values', { parameters: { a: { min: 1, max: 5, num: 1_000_000, type: 'int' } } }, 1e6],
  ])('ends %s with an upper bound', (_, json, bound) => {
    const space = compile(json, FEW);
    expect({ points: space.points, exact: space.exact }).toEqual({ points: bound, exact: false });
    expect(() => space.point(0)).toThrow(RangeError);
  });

  test('is shared by all that has to be enumerated', () => {
    const json = { parameters: { a: [1, 2, 3, 4], b: [1, 2, 3, 4] }, constraints: ['a > 1', 'b > 1'] };
    expect([compile(json, 8).exact, compile(json, 7).exact]).toEqual([true, false]);
  });
});

describe('a space tells', () => {
  test('its axes: values, zip groups, case parameters, and those inside', () => {
    const { axes } = compile({
      parameters: { c: 1, a: { min: 0, max: 1, step: 0.3 } },
      zip: { z: { p: [1, 2], q: [3, 4] } },
      cases: { k: { x: { m: [1, 2, 3] }, y: {} } },
      concat: [{ parameters: { n: [1] } }],
    });
    expect(axes.map(({ name, size, last }) => [name, size, last])).toEqual([
      ['a', 4, 0.9],
      ['z', 2, undefined],
      ['k', 2, undefined],
      ['m', 3, undefined],
      ['n', 1, undefined],
    ]);
  });

  test('what each step did, in order of application', () => {
    const { steps } = compile({
      parameters: { a: [1, 2, 3], b: [1, 2, 3, 4] },
      constraints: ['a > 1', 'b < 4'],
      exclude: [{ a: 2, b: 1 }, { b: 9 }],
      include: [
        { a: 3, b: 1 },
        { a: 0, b: 0 },
      ],
    });
    expect(steps.map(({ file: _file, span: _span, ...step }) => step)).toEqual([
      { kind: 'axis', name: 'a', size: 3 },
      { kind: 'axis', name: 'b', size: 4 },
      { kind: 'constraint', removed: 4, left: 8 },
      { kind: 'constraint', removed: 2, left: 6 },
      { kind: 'exclude', removed: 1, left: 5 },
      { kind: 'exclude', removed: 0, left: 5 },
      { kind: 'include', alreadyPresent: true, left: 5 },
      { kind: 'include', alreadyPresent: false, left: 6 },
    ]);
  });

  test('the names of all parameters in file order, hostile ones included', () => {
    const { names } = compile({
      points: [{ b: 1 }, JSON.parse('{"__proto__": 1, "constructor": 2}')],
      parameters: { a: 1 },
      include: [{ z: 1 }],
    });
    expect(names).toEqual(['b', '__proto__', 'constructor', 'a', 'z']);
  });
});

describe('integers beyond 2^53', () => {
  test('are distinct values of an axis, and equal to the same number written as a float', () => {
    const values = [2n ** 53n, 2n ** 53n + 1n, 2 ** 53];
    const factors: readonly AxisFactor[] = [
      { ...AT, kind: 'axis', name: 'a', keyAt: AT, generator: { kind: 'values', values, places: [] } },
    ];
    const space = compileSpace({ ...AT, factors, constraints: [], exclude: [], include: [] });
    expect([space.points, space.merged, space.point(1).get('a')]).toEqual([2, 1, 2n ** 53n + 1n]);
  });
});
