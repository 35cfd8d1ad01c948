import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileCondition, compileExpression } from '../../../core/expression/evaluate.ts';
import { parseExpression } from '../../../core/expression/parse.ts';
import type { Value } from '../../../core/value/value.ts';
import { expressionOf } from '../../support/expression.ts';

interface Table {
  readonly names: Readonly<Record<string, Value>>;
  /** What JSON lacks is text: "NaN", "Infinity", "-Infinity", integers with a final n, "absent", "error". */
  readonly rows: readonly (readonly [text: string, expected: Value])[];
}

// SAFETY: our own test data; rows of another shape fail their test.
const { names, rows } = JSON.parse(readFileSync(new URL('../../data/expression/evaluate.json', import.meta.url), 'utf8')) as Table;
const known = new Set(Object.keys(names));
const lookup = (name: string) => (known.has(name) ? names[name] : undefined);

const SPECIAL = new Map<Value, Value | undefined>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['absent', undefined],
]);

function meant(expected: Value): Value | undefined {
  if (SPECIAL.has(expected)) return SPECIAL.get(expected);
  return typeof expected === 'string' && /^-?\d+n$/.test(expected) ? BigInt(expected.slice(0, -1)) : expected;
}

test.each(rows)('%s', (text, expected) => {
  const { expression } = parseExpression(text, known);
  if (expected === 'error') return expect(expression).toBeUndefined();
  const result = compileExpression(expressionOf(text, known))(lookup);
  expect(result === 0 ? 0 : result).toEqual(meant(expected));
});

describe('a condition', () => {
  test.each<[string, boolean | undefined]>([
    ['a > 2', true],
    ['a > 3', false],
    ['a', true],
    ['n', false],
    ['gone > 1', undefined],
    ['yes or gone', undefined],
    ['no and gone', undefined],
    ['0 < gone < 1', undefined],
  ])('%s', (text, expected) => {
    expect(compileCondition(expressionOf(text))(lookup)).toBe(expected);
  });
});

test('whole numbers are computed exactly, as with big integers throughout', () => {
  const integer = fc.bigInt({ min: -(2n ** 60n), max: 2n ** 60n });
  const operations = { '+': (a: bigint, b: bigint) => a + b, '-': (a: bigint, b: bigint) => a - b, '*': (a: bigint, b: bigint) => a * b };
  fc.assert(
    fc.property(integer, integer, fc.constantFrom('+' as const, '-' as const, '*' as const), (a, b, operator) => {
      const result = compileExpression(expressionOf(`(${a}) ${operator} (${b})`))(lookup);
      const exact = operations[operator](a, b);
      expect(typeof result === 'bigint' || typeof result === 'number' ? BigInt(result) : undefined).toBe(exact);
      expect(typeof result).toBe(Number.isSafeInteger(Number(exact)) ? 'number' : 'bigint');
      expect(compileExpression(expressionOf(`(${a}) < (${b})`))(lookup)).toBe(a < b);
    }),
  );
});

test('the remainder is that of Python: the sign of the divisor, and quotient times divisor plus remainder', () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer().filter((b) => b !== 0),
      (a, b) => {
        const rest = Number(compileExpression(expressionOf(`(${a}) % (${b})`))(lookup));
        expect(rest === 0 || rest < 0 === b < 0).toBe(true);
        expect(Math.floor(a / b) * b + rest).toBe(a);
      },
    ),
  );
});
