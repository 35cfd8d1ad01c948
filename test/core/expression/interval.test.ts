import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compileCondition } from '../../../core/expression/evaluate.ts';
import { decide } from '../../../core/expression/interval.ts';
import { expressionOf } from '../../support/expression.ts';

const RANGES = new Map([
  ['a', { low: 1, high: 10 }],
  ['b', { low: 5, high: 20 }],
  ['c', { low: 30, high: 40 }],
  ['z', { low: -1, high: 1 }],
  ['one', { low: 1, high: 1 }],
]);

test.each([
  ['a > 0', 'true'],
  ['a < 1', 'false'],
  ['a >= 1', 'true'],
  ['a <= 1', 'open'],
  ['a < b', 'open'],
  ['a < c', 'true'],
  ['c <= b', 'false'],
  ['0 < a < c', 'true'],
  ['0 < c < a', 'false'],
  ['0 < a < b', 'open'],
  ['one == 1', 'true'],
  ['a == c', 'false'],
  ['a != c', 'true'],
  ['a == a', 'open'],
  ['a + b < 31', 'true'],
  ['a - b > 6', 'false'],
  ['a * b <= 200', 'true'],
  ['c / a >= 3', 'true'],
  ['a / z > 100', 'open'],
  ['a % 3 <= 3', 'true'],
  ['-a < 0', 'true'],
  ['a ** 2 < 101', 'true'],
  ['z ** 2 < 5', 'open'],
  ['sqrt(c) > 5', 'true'],
  ['sqrt(z) > -1', 'open'],
  ['abs(z) <= 1', 'true'],
  ['log(a) >= -1', 'true'],
  ['exp(z) > 3', 'false'],
  ['min(a, c) < 11', 'true'],
  ['max(a, c) > 29', 'true'],
  ['sin(a) <= 1', 'true'],
  ['floor(a) >= 1', 'true'],
  ['round(z) < 2', 'true'],
  ['len(a) > 0', 'open'],
  ['a in [50, 60]', 'false'],
  ['one in [0, 1]', 'true'],
  ['a not in [0, "x", none]', 'true'],
  ['a in [5]', 'open'],
  ['a > 0 and c > b', 'true'],
  ['a > 0 and c < b', 'false'],
  ['a > 5 or c > 5', 'true'],
  ['not a > 0', 'false'],
  ['a', 'true'],
  ['z', 'open'],
  ['true', 'true'],
  ['1 > 2', 'false'],
  ['t == 1', 'open'],
  ['t > 1 and a < 0', 'false'],
  ['t or true', 'true'],
  ["a == 'x'", 'open'],
  ['a < 2 ** 100', 'open'],
])('%s is %s', (text, expected) => {
  expect(decide(expressionOf(text), RANGES)).toBe(expected);
});

test('what is decided is so for every value within the bounds', () => {
  const names = ['p', 'q'];
  const { tree } = fc.letrec<{ tree: string; number: string }>((tie) => ({
    number: fc.oneof(
      { maxDepth: 3 },
      fc.constantFrom(...names),
      fc.integer({ min: 0, max: 6 }).map(String),
      fc.tuple(tie('number'), fc.constantFrom('+', '-', '*', '/', '%', '**'), tie('number')).map((parts) => `(${parts.join(' ')})`),
      fc
        .tuple(
          fc.constantFrom('-', 'abs', 'sqrt', 'exp', 'log', 'log2', 'log10', 'floor', 'ceil', 'round', 'sin', 'cos', 'tan'),
          tie('number'),
        )
        .map(([name, of]) => `${name}(${of})`),
      fc.tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number')).map(([name, x, y]) => `${name}(${x}, ${y})`),
    ),
    tree: fc.oneof(
      { maxDepth: 2 },
      fc.tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('number')).map((parts) => `(${parts.join(' ')})`),
      fc.tuple(tie('number'), tie('number'), tie('number')).map(([x, y, z]) => `(${x} <= ${y} < ${z})`),
      fc.tuple(tie('number'), tie('number')).map(([x, y]) => `(${x} in [${y}, 3])`),
      fc.tuple(tie('tree'), fc.constantFrom('and', 'or'), tie('tree')).map((parts) => `(${parts.join(' ')})`),
      tie('tree').map((of) => `(not ${of})`),
    ),
  }));
  const range = fc.tuple(fc.integer({ min: -5, max: 5 }), fc.nat({ max: 4 })).map(([low, span]) => ({ low, high: low + span }));
  const share = fc.integer({ min: 0, max: 4 });
  fc.assert(
    fc.property(tree, range, range, fc.array(fc.tuple(share, share), { minLength: 8, maxLength: 8 }), (text, p, q, shares) => {
      const expression = expressionOf(text);
      const decision = decide(
        expression,
        new Map([
          ['p', p],
          ['q', q],
        ]),
      );
      if (decision === 'open') return;
      const holds = compileCondition(expression);
      for (const [s, t] of shares) {
        const values = new Map([
          ['p', p.low + ((p.high - p.low) * s) / 4],
          ['q', q.low + ((q.high - q.low) * t) / 4],
        ]);
        expect(holds((name) => values.get(name))).toBe(decision === 'true');
      }
    }),
    { numRuns: 5_000 },
  );
});
