import { expect, it } from 'vitest';
import { otherNotation } from '../../../core/task/otherNotation.ts';

it.each([
  ['range(5)', '{min: 0, max: 4, step: 1}'],
  ['range(2, 10, 3)', '{min: 2, max: 8, step: 3}'],
  ['np.arange(0, 1, 0.1)', '{min: 0, max: 0.9, step: 0.1}'],
  ['numpy.linspace(0, 1, 5)', '{min: 0, max: 1, num: 5}'],
  ['np.logspace(-5, -1, 5)', '{min: 1e-5, max: 1e-1, num: 5, scale: log}'],
  ['np.geomspace(1, 100, 3)', '{min: 1, max: 100, num: 3, scale: log}'],
  ['linspace(0, 1)', '{min: 0, max: 1, num: 50}'],
  ['uniform(0, 1)', '{min: 0, max: 1}'],
  ['tune.loguniform(1e-4, 1)', '{min: 1e-4, max: 1, scale: log}'],
  ['choice([adam, sgd])', '[adam, sgd]'],
  ['1..5', '{min: 1, max: 5, step: 1}'],
  ['-2...2', '{min: -2, max: 2, step: 1}'],
  ["('rk4', 'euler')", "['rk4', 'euler']"],
  ['(1,)', '[1]'],
  ['0.1, 1e-2', '[0.1, 1e-2]'],
  ['1 2 3', '[1, 2, 3]'],
])('%s is several values: %s', (source, written) => {
  expect(otherNotation(source)).toEqual({ several: true, written: [written] });
});

it.each([
  ['2**10', '1024'],
  ['2^3', '8'],
  ['3 * 0.5', '1.5'],
  ['1/4', '0.25'],
  ['10,000', '10000'],
  ['None', 'null'],
])('%s is one value: %s', (source, written) => {
  expect(otherNotation(source)).toEqual({ several: false, written: [written] });
});

it('leaves open whether a comma is one of a decimal number', () => {
  expect(otherNotation('0,5')?.written).toEqual(['[0, 5]', '0.5']);
});

it.each([
  '',
  'adam',
  'v1.2',
  '2024-01-01',
  'a/b',
  '10%',
  'f(a, b)',
  'range(a)',
  'range(0)',
  'range(5, 1)',
  'Smith, John',
  '(a b)',
  '1/0',
  'none',
  '1-10',
  '..',
])('%s is nothing else', (source) => {
  expect(otherNotation(source)).toBeUndefined();
});

it('takes no time for long texts', () => {
  expect(otherNotation('1, '.repeat(100_000))).toBeUndefined();
});
