import fc from 'fast-check';
import { expect, test } from 'vitest';
import { expectationWords } from '../../../core/hypothesis/expectationWords.ts';
import { parseExpectation } from '../../../core/hypothesis/expectation.ts';

const words = (text: string) =>
  expectationWords(text).map((word) => `${word.kind} ${word.text}${word.of === undefined ? '' : ` of ${word.of}`}`);

test.each([
  ['', []],
  ['loss[', ['output loss', 'operator [']],
  ['loss[a', ['output loss', 'operator [', 'parameter a']],
  ['loss[a=', ['output loss', 'operator [', 'parameter a', 'operator =']],
  ["loss[a='x, y", ['output loss', 'operator [', 'parameter a', 'operator =', 'value x, y of a']],
  [
    'loss[a=1, b = two words]',
    'output loss|operator [|parameter a|operator =|value 1 of a|operator ,|parameter b|operator =|value two words of b|operator ]'.split(
      '|',
    ),
  ],
  ['m.n >= p - 1e-3', ['output m.n', 'operator >=', 'output p', 'operator -', 'number 1e-3']],
  ['a = b', ['output a', 'operator =', 'output b']],
])('the words of %j', (text, wanted) => {
  expect(words(text)).toEqual(wanted);
});

test('names what is read where it can be read whole, and never loses its place', () => {
  const part = fc.constantFrom('loss', 'a', '[', ']', '=', '<', '>=', '!=', ',', ' ', '-', '0.5', "'x'", '"y', 'two words', '.', '#', 'é');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const text = parts.join('');
      const found = expectationWords(text);
      for (const [index, { start, end }] of found.entries())
        expect([start < end, start >= (found[index - 1]?.end ?? 0)]).toEqual([true, true]);
      const parsed = parseExpectation(text);
      if ('message' in parsed) return;
      const sides = [parsed.left, parsed.right];
      expect(found.filter(({ kind }) => kind === 'output').map((word) => word.text)).toEqual(sides.map(({ output }) => output));
      const conditions = sides.flatMap((side) => side.conditions.map(({ name, text: value }) => [name, value]));
      expect(found.filter(({ kind }) => kind === 'value').map((word) => [word.of, word.text])).toEqual(conditions);
    }),
  );
});
