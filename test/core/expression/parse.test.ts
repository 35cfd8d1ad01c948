import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Expression } from '../../../core/expression/ast.ts';
import { chainOf, partsOf } from '../../../core/expression/chain.ts';
import { checkExpression } from '../../../core/expression/check.ts';
import { compileCondition } from '../../../core/expression/evaluate.ts';
import { parseExpression } from '../../../core/expression/parse.ts';
import { expressionOf, marked, printed } from '../../support/expression.ts';

describe('precedence', () => {
  test.each([
    ['a + b * c', '(a + (b * c))'],
    ['a - b - c', '((a - b) - c)'],
    ['-a ** b', '(- (a ** b))'],
    ['a ** -b ** c', '(a ** (- (b ** c)))'],
    ['-a * b', '((- a) * b)'],
    ['not a == b', '(not (a == b))'],
    ['not a and b or c', '(((not a) and b) or c)'],
    ['a or b and c', '(a or (b and c))'],
    ['a + b < c % d', '((a + b) < (c % d))'],
    ['a not in b and c', '((a not in b) and c)'],
    ['a < b <= c', '((a < b) and (b <= c))'],
    ['a < b < c < d', '(((a < b) and (b < c)) and (c < d))'],
    ['a < (b < c)', '(a < (b < c))'],
    ['(a < b) < c', '((a < b) < c)'],
    ['true and false or none', '((true and false) or none)'],
    ['min(a, b + 1,)', 'min(a, (b + 1))'],
    ['[1, [2], "x"]', '[1, [2], "x"]'],
    ['group.in', 'group.in'],
    ['min + max', '(min + max)'],
  ])('%s', (text, expected) => {
    expect(printed(expressionOf(text))).toBe(expected);
  });
});

describe('names with dashes', () => {
  test.each([
    ['a-b', [], '(a - b)'],
    ['a-b', ['a-b'], 'a-b'],
    ['a-b-c', ['a-b'], '(a-b - c)'],
    ['a-b-c', ['a-b', 'a-b-c'], 'a-b-c'],
    ['g.a-b.c', ['g.a-b.c'], 'g.a-b.c'],
    ['a - b', ['a-b'], '(a - b)'],
    ['x-1', ['x-y'], '(x - 1)'],
  ])('%s where %j are known', (text, known, expected) => {
    expect(printed(expressionOf(text, new Set(known)))).toBe(expected);
  });
});

describe('spans', () => {
  test.each([
    '«a * b» + c',
    '«(a + b) * c»',
    'x == «-a»',
    'f.g < «[1, 2]»',
    '1 + «max(a, (b))»',
    "a == «'é'»",
    '0 < «(a) < 1»',
    '«not  a» or b',
    'a + «model.depth»',
  ])('%s is one part', (text) => {
    const { text: plain, span } = marked(text);
    expect(spansIn(expressionOf(plain))).toContainEqual(span);
  });

  function spansIn(expression: Expression): readonly unknown[] {
    const inner = chainOf(expression) === undefined ? partsOf(expression) : [];
    const links = expression.kind === 'binary' ? [expression.left, expression.right] : [];
    return [expression.span, ...[...inner, ...links].flatMap(spansIn)];
  }
});

describe('what is wrong is said where it is', () => {
  test.each([
    ['«»', 'This expression is empty'],
    ['a +«»', 'ends where a value is missing'],
    ['«=» 1', '`=`'],
    ['a «=» 1', 'write `==`'],
    ['a «&&» b', 'write `and`'],
    ['a «AND» b', 'write `and`'],
    ['a «is» b', 'write `==`'],
    ['a «=>» b', 'write `>=`'],
    ['a «≤» b', 'write `<=`'],
    ['a «//» b', 'write `floor(a / b)`'],
    ['«${a}» > 1', 'write `a`'],
    ['«{a.b}» > 1', 'write `a.b`'],
    ['«if» a then b', '`not (a) or b`'],
    ['a «if» b', '`not (a) or b`'],
    ['a «,» b', 'join them with `and`'],
    ['a in «(»1, 2)', '`[1, 2]`'],
    ['a «||» b', 'write `or`'],
    ['«!»a', 'write `not`'],
    ['a «===» b', 'write `==`'],
    ['a «<>» b', 'write `!=`'],
    ['a «^» b', 'write `**`'],
    ['a «b»', 'Expected an operator'],
    ['a not «b»', '`in` after `not`'],
    ['a == «not» b', 'parentheses'],
    ['max«(»1, 2', 'no closing `)`'],
    ['«(»a', 'no closing `)`'],
    ['«[»1', 'no closing `]`'],
    ['(a «]»', 'Expected `)`'],
    ['a«[»0]', 'no indexing'],
    ['a«.»', '`.`'],
    ['«foo»(1)', 'no function `foo`'],
    ['«sqr»(2)', 'did you mean `sqrt`'],
    ['«2x» + 1', 'neither a number nor a name'],
    ['«1_000»', 'neither a number nor a name'],
    ["a == «'x»", "no closing '"],
    ["'C:«\\d»ata'", 'is no escape'],
    ['a < «1e400»', 'larger than any number'],
    ['a «$» b', '`$` has no meaning'],
    ['«😀»', '`😀` has no meaning'],
    ['«and» a', 'Expected a value'],
    ['a,«»', undefined],
  ])('%s', (text, message) => {
    const { text: plain, span } = marked(text);
    const { expression, errors } = parseExpression(plain);
    expect(expression).toBeUndefined();
    if (message !== undefined) expect(errors).toEqual([expect.objectContaining({ span, message: expect.stringContaining(message) })]);
  });

  test('with what was meant, for the fix', () => {
    expect(
      [...parseExpression('sqr(2)').errors, ...parseExpression('a = 1').errors].map(({ code, suggestion }) => [code, suggestion]),
    ).toEqual([
      ['unknown-name', 'sqrt'],
      ['expression-syntax', '=='],
    ]);
  });
});

describe('hostile text', () => {
  test('of any kind never throws, and what parses also compiles and checks', () => {
    const word = fc.constantFrom(
      'a',
      'b.c',
      '1',
      '.5',
      "'x'",
      '"',
      "'",
      '(',
      ')',
      '[',
      ']',
      ',',
      '<',
      '==',
      '=',
      'not',
      'in',
      'and',
      'or',
      '-',
      '**',
      '%',
      'max',
      'pi',
      'none',
      '\\',
      '\n',
      ' ',
      '😀',
      '\ud800',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(word, { maxLength: 30 }).map((words) => words.join(' ')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const { expression, errors } = parseExpression(text, new Set(['a-b']));
          expect(errors.length).toBe(expression === undefined ? 1 : 0);
          for (const { span } of errors) expect(0 <= span.start && span.start <= span.end && span.end <= text.length).toBe(true);
          if (expression === undefined) return;
          checkExpression(expression, new Map());
          compileCondition(expression)(() => 1);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['nested parentheses', '('.repeat(100_000), false],
    ['nested lists', '['.repeat(100_000), false],
    ['many signs', '-'.repeat(100_000), false],
    ['a tower of powers', Array.from({ length: 100_000 }, () => '2').join('**'), false],
    ['a long sum', Array.from({ length: 100_000 }, () => 'a').join('+'), false],
    ['a long dashed name', Array.from({ length: 100_000 }, () => 'a').join('-'), false],
    ['a very long text', `'${'x'.repeat(1_000_000)}`, false],
    ['very many digits', '1'.repeat(1_000_000), false],
    ['a long list', `a in [${Array.from({ length: 100_000 }, (_, index) => index).join(',')}]`, true],
    ['as many operators as are allowed', Array.from({ length: 501 }, () => 'a').join('+'), true],
    ['nested chains', `${'1 < ('.repeat(150)}a${' < 2) < 2'.repeat(150)}`, true],
  ])('%s are answered at once', (_, text, isRight) => {
    const { expression, errors } = parseExpression(text, new Set(['a-b-c']));
    expect(errors.length).toBe(isRight ? 0 : 1);
    if (expression === undefined) return;
    expect(checkExpression(expression, new Map([['a', 'any']])).length).toBeLessThanOrEqual(300);
    expect(compileCondition(expression)(() => 1)).toBeDefined();
  });
});

test('what is printed reads as the same expression', () => {
  const names = fc.constantFrom('a', 'b', 'model.depth');
  const { tree } = fc.letrec<{ tree: string; leaf: string; node: string }>((tie) => ({
    leaf: fc.oneof(
      names,
      fc.nat({ max: 1e6 }).map(String),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: 0 }).map(String),
      fc.constantFrom("'x'", 'true', 'none', '[]'),
    ),
    node: fc.oneof(
      fc
        .tuple(
          tie('tree'),
          fc.constantFrom('+', '-', '*', '/', '%', '**', '==', '!=', '<', '<=', '>', '>=', 'in', 'not in', 'and', 'or'),
          tie('tree'),
        )
        .map((parts) => `(${parts.join(' ')})`),
      fc.tuple(fc.constantFrom('-', '+', 'not'), tie('tree')).map((parts) => `(${parts.join(' ')})`),
      fc.tuple(fc.constantFrom('max', 'min', 'log'), tie('tree'), tie('tree')).map(([name, a, b]) => `${name}(${a}, ${b})`),
      fc.array(tie('tree'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    ),
    tree: fc.oneof({ maxDepth: 5 }, tie('leaf'), tie('node')),
  }));
  fc.assert(
    fc.property(tree, (text) => {
      const once = printed(expressionOf(text));
      expect(printed(expressionOf(once))).toBe(once);
      expect(once.replace(/e\+/g, 'e').toLowerCase()).toBe(text.replace(/e\+/g, 'e').replaceAll("'x'", '"x"').toLowerCase());
    }),
  );
});
