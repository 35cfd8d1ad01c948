import { describe, expect, it, test } from 'vitest';
import { meets, parseExpectation } from '../../../core/hypothesis/expectation.ts';

/** The parts of an expectation that do not depend on its layout. */
function read(text: string): unknown {
  const found = parseExpectation(text);
  if ('message' in found) return found.message;
  const side = ({ output, conditions }: typeof found.left) => [output, ...conditions.map(({ name, value }) => [name, value])];
  return [side(found.left), found.operator, side(found.right), found.margin];
}

test.each([
  ['loss[a=1] < loss[a=2]', [['loss', ['a', 1]], '<', ['loss', ['a', 2]], 0]],
  [
    'val_loss[optimizer=adamw] < val_loss[optimizer=sgd] - 0.05',
    [['val_loss', ['optimizer', 'adamw']], '<', ['val_loss', ['optimizer', 'sgd']], -0.05],
  ],
  [
    ' m . n'.replaceAll(' ', '') + '[ x = a b , y = true ]>=p[x=null]+1e-3',
    [['m.n', ['x', 'a b'], ['y', true]], '>=', ['p', ['x', null]], 0.001],
  ],
  ['loss[path=\'a, b]\', n=0.5] != loss[path="c"]', [['loss', ['path', 'a, b]'], ['n', 0.5]], '!=', ['loss', ['path', 'c']], 0]],
  ["loss[n='1'] <= time", [['loss', ['n', '1']], '<=', ['time'], 0]],
  ['a[k=-1e-3] > b[k=../x-y.csv]', [['a', ['k', -0.001]], '>', ['b', ['k', '../x-y.csv']], 0]],
])('%s', (text, wanted) => {
  expect(read(text)).toEqual(wanted);
});

/** What is marked, and how the message begins. */
test.each([
  ['loss[a=1] < loss[a=2] - 0.05 extra', 'extra', 'An expectation ends'],
  ['loss[a=1] < loss[a=2] - ', ' ', 'Here a number'],
  ['loss[a=1] < loss[a=2] - x', 'x', 'Here a number'],
  ['loss[a=1] == loss[a=2]', '==', 'Here `<`'],
  ['loss[a=1] <> loss[a=2]', '<>', 'Here `<`'],
  ['loss[a=1]', ']', 'Here `<`'],
  ['loss[a=1 < loss[a=2]', '<', 'Here `]`'],
  ['loss[a==1] < loss', '=', 'Here `=`'],
  ['loss[a] < loss', ']', 'Here `=`'],
  ['loss[] < loss', ']', 'Here the name of a parameter'],
  ['0.5 < loss', '0.5', 'Here the name of an output'],
  ['loss < 0.5', '0.5', 'Here the name of an output'],
  ['', '', 'Here the name of an output'],
])('%s is refused at %s', (text, marked, begin) => {
  const found = parseExpectation(text);
  expect(
    'message' in found && [text.slice(found.span.start, found.span.end).slice(0, marked.length), found.message.slice(0, begin.length)],
  ).toEqual([marked, begin]);
});

describe('a condition', () => {
  it.each([
    ['1', 1, 1, true],
    ['1', 1, '1', true],
    ['1', '1', 1, false],
    ['true', true, true, true],
    ['adam', 'adam', undefined, false],
    ['null', null, null, true],
  ])('%s read as %j meets %j: %s', (text, value, found, wanted) => {
    expect(meets({ text, value }, found)).toBe(wanted);
  });
});
