import { expect, it } from 'vitest';
import { typedValue } from '../../../client/features/typedValue.ts';

it.each([
  ['3', 3],
  [' +7 ', 7],
  ['0.5', 0.5],
  ['1e-3', 0.001],
  ['9007199254740993', 9007199254740993n],
  ['-9007199254740993', -9007199254740993n],
  ['true', true],
  ['null', null],
  ['euler', 'euler'],
  ['"3"', '3'],
  ['[1, 2]', [1, 2]],
  ['{"a": 1}', { a: 1 }],
  ['.5', '.5'],
  ['a b ', 'a b'],
] as const)('takes %s for what it says', (typed, value) => expect(typedValue(typed)).toEqual(value));
