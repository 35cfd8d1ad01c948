import { expect, test } from 'vitest';
import { scaleOf, scalesOf } from '../../../runner/results/plotScale.ts';

const spread = (some: readonly number[]) => ({
  low: Math.min(...some),
  high: Math.max(...some),
  median: some.toSorted((a, b) => a - b)[Math.floor(some.length / 2)] ?? Number.NaN,
});
const powers = Array.from({ length: 20 }, (_, at) => 10 ** (at / 4));

test.each<[string, readonly number[], ReturnType<typeof scaleOf>['log']]>([
  ['powers of ten', powers, true],
  ['a few far above the rest', [...Array.from({ length: 50 }, (_, at) => 1 + at / 50), 1e5], true],
  ['even numbers over many powers', Array.from({ length: 1000 }, (_, at) => 1 + at * 10), false],
  ['less than three powers', Array.from({ length: 8 }, (_, at) => 2 ** at), false],
  ['with a zero', [0, ...powers], false],
  ['with one below', [-1e-9, ...powers], false],
  ['all alike', [3, 3, 3], false],
  ['none', [], false],
])('%s', (_, some, log) => expect(scaleOf(spread(some), undefined).log).toBe(log));

test('a wish stands where it is possible', () => {
  expect([scaleOf(spread(powers), 'linear').log, scaleOf(spread([1, 2]), 'log').log, scaleOf(spread([0, 2]), 'log').log]).toEqual([
    false,
    true,
    false,
  ]);
  expect([scalesOf(spread([1, 2])), scalesOf(spread([0, 2])), scalesOf(spread([]))]).toEqual([['linear', 'log'], ['linear'], ['linear']]);
});
