import { describe, expect, test } from 'vitest';
import { checkExpression, namesIn, type NameType } from '../../../core/expression/check.ts';
import { expressionOf, marked } from '../../support/expression.ts';

const TYPES = new Map<string, NameType>([
  ['n', 'number'],
  ['t', 'text'],
  ['b', 'boolean'],
  ['l', 'list'],
  ['x', 'any'],
  ['learning_rate', 'number'],
  ['model.depth', 'number'],
]);

describe('refused, where it is', () => {
  test.each([
    ['«learning_rat» > 1', 'did you mean `learning_rate`'],
    ['«Learning_Rate» > 1', 'did you mean `learning_rate`'],
    ['«model» > 1', 'is a group, not a value; did you mean `model.depth`'],
    ['«zzzzzz» > 1', 'nothing named `zzzzzz`'],
    ['b == «True»', 'did you mean `true`'],
    ['x == «null»', 'did you mean `none`'],
    ['«n < t»', 'a number with text'],
    ["0 < «n < 'a'»", 'a number with text'],
    ['«b > n»', 'true or false with a number'],
    ['«l < l»', 'a list; it has no order'],
    ['«n < none»', 'none; it has no order'],
    ['«t» + 1', '`+` needs a number, not text'],
    ['1 * «b»', 'not true or false'],
    ['-«t»', '`-` needs a number'],
    ['n % «[1]»', 'not a list'],
    ['n in «n»', 'needs a list on its right, not a number'],
    ['n in «t»', 'text can only be searched for text'],
    ['«sqrt()»', 'takes one argument, not 0'],
    ['«abs(1, 2)»', 'takes one argument, not 2'],
    ['«log(1, 2, 3)»', 'one or two arguments, not 3'],
    ['«max()»', 'at least one argument, not 0'],
    ['sqrt(«t»)', '`sqrt()` needs a number, not text'],
    ['max(1, «l»)', '`max()` needs a number, not a list'],
    ['len(«n»)', '`len()` needs text or a list, not a number'],
    ['max(«t»)', 'needs a number, not text'],
    ['[1, «t» + 1] == l', 'needs a number'],
  ])('%s', (text, message) => {
    const { text: plain, span } = marked(text);
    expect(checkExpression(expressionOf(plain), TYPES)).toEqual([
      expect.objectContaining({ span, message: expect.stringContaining(message) }),
    ]);
  });

  test('each mistake once, in order of place, also in a chain', () => {
    const errors = checkExpression(expressionOf('aa < bb < cc and not dd'), TYPES);
    expect(errors.map(({ span }) => span.start)).toEqual([0, 5, 10, 21]);
  });
});

test.each([
  "n == 't'",
  'x < n',
  'x < t',
  "t in ['a']",
  "'a' in t",
  'x in x',
  'n in l',
  'min(l)',
  'len(t)',
  'not n',
  't and n',
  'b < b',
  "t < 'z'",
  'max(x, 1)',
  'round(n, 2) == pi',
  'none == x',
  'x + 1',
  'x in t',
  'b == false',
])('%s is allowed', (text) => {
  expect(checkExpression(expressionOf(text), TYPES)).toEqual([]);
});

test('names are listed at every use, in order', () => {
  expect(namesIn(expressionOf('a < b < c and [a, min(d, -a)] == e.f'))).toEqual([
    { name: 'a', span: { start: 0, end: 1 } },
    { name: 'b', span: { start: 4, end: 5 } },
    { name: 'c', span: { start: 8, end: 9 } },
    { name: 'a', span: { start: 15, end: 16 } },
    { name: 'd', span: { start: 22, end: 23 } },
    { name: 'a', span: { start: 26, end: 27 } },
    { name: 'e.f', span: { start: 33, end: 36 } },
  ]);
});
