import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileExpression } from '../../../core/expression/evaluate.ts';
import { expressionLiteral } from '../../../core/expression/literal.ts';
import { parseExpression } from '../../../core/expression/parse.ts';
import { sameValue } from '../../../core/value/equal.ts';
import type { Value } from '../../../core/value/value.ts';

const scalar = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer(),
  fc.string({ unit: 'binary' }),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: 2 ** 53, max: 2 ** 70 }).map(Math.trunc),
  fc.bigInt({ min: 2n ** 53n + 1n, max: 2n ** 80n }),
);

it('writes what reads as the same value', () => {
  fc.assert(
    fc.property(fc.oneof(scalar, fc.array(scalar, { maxLength: 4 })), (value: Value) => {
      const { expression } = parseExpression(expressionLiteral(value) ?? '');
      const read = expression && compileExpression(expression)(() => undefined);
      expect(read !== undefined && sameValue(read, value)).toBe(true);
    }),
  );
});

it.each<[Value, string | undefined]>([
  [Number.NaN, undefined],
  [Number.NEGATIVE_INFINITY, undefined],
  [{ a: 1 }, undefined],
  [[1, [Number.NaN]], undefined],
  [-63999028356437930, '-6.399902835643793e+16'],
  [9007199254740993n, '9007199254740993'],
  ["a'b\\\n", "'a\\'b\\\\\\n'"],
])('writes %s as %s', (value, text) => expect(expressionLiteral(value)).toBe(text));
