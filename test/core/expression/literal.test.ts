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
  fc.constant(9007199254740993n),
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
  ["a'b\\\n", "'a\\'b\\\\\\n'"],
])('writes %j as %s', (value, text) => expect(expressionLiteral(value)).toBe(text));
