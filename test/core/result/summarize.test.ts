import { expect, test } from 'vitest';
import { summarize } from '../../../core/result/summarize.ts';

test.each([
  [[3, 1, 2], 'last', 2],
  [[3, 1, null], 'last', 1],
  [[3, 1, 2], 'min', 1],
  [[1, 3, 2], 'max', 3],
  [[3, null, 1, 2], 'mean', 2],
  [[], 'mean', undefined],
  [[null, 'x'], 'last', undefined],
  [5, 'mean', 5],
  [undefined, 'last', undefined],
] as const)('%j by %s is %j', (value, how, wanted) => {
  expect(summarize(value, how)).toBe(wanted);
});
