import { expect, it } from 'vitest';
import { cellCondition, withCondition } from '../../webview/condition.ts';
import { columnsOf, rowWith } from './sample.ts';

it.each([
  ['dt', 'dt == 0.5'],
  ['method', "method == 'it\\'s'"],
  ['model.depth', 'model.depth == 3'],
  ['state', "state == 'failed'"],
  ['error', "error == 'unstable'"],
  ['out.dt', 'out.dt == 7'],
  ['loss', undefined],
  ['absent', undefined],
  ['index', 'index == 4'],
] as const)('filters by a cell of %s with %s', (id, condition) => {
  const column = columnsOf().find((one) => one.id === id) ?? { id, kind: 'item', varies: true };
  expect(cellCondition(rowWith(), column)).toBe(condition);
});

it.each([
  ['', 'a == 1', 'a == 1'],
  ['  ', 'a == 1', 'a == 1'],
  ['b > 2', 'a == 1', 'b > 2 and a == 1'],
  ['b > 2 or c', 'a == 1', '(b > 2 or c) and a == 1'],
  ['a == 1', 'a == 1', 'a == 1'],
  ['b and a == 1 and c', 'a == 1', 'b and a == 1 and c'],
  ['a == 1 and c', 'a == 1', 'a == 1 and c'],
  ['b and a == 1', 'a == 1', 'b and a == 1'],
  ['a == 12', 'a == 1', 'a == 12 and a == 1'],
  ['floor', 'a == 1', 'floor and a == 1'],
] as const)('narrows %j by %s to %s', (where, condition, narrowed) => expect(withCondition(where, condition)).toBe(narrowed));
