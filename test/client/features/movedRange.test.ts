import fc from 'fast-check';
import { expect, it } from 'vitest';
import { movedAlong, movedRange } from '../../../client/features/movedRange.ts';
import { lineIndex } from '../../../core/text.ts';

const TEXT = 'name: a\nparameters:\n  dt: [0.1, 0.5]\n  n: 3\n';

/** Replaces `from` by `to` in the text and answers what the range of `word` holds afterwards. */
function after(word: string, from: string, to: string): string | undefined {
  const index = lineIndex(TEXT);
  const at = TEXT.indexOf(from);
  const range = { start: index.position(at), end: index.position(at + from.length) };
  const before = { start: index.position(TEXT.indexOf(word)), end: index.position(TEXT.indexOf(word) + word.length) };
  const moved = movedRange(before, { range, text: to });
  if (moved === undefined) return undefined;
  const changed = TEXT.slice(0, at) + to + TEXT.slice(at + from.length);
  const now = lineIndex(changed);
  return changed.slice(now.offset(moved.start), now.offset(moved.end));
}

it.each([
  ['0.5', 'name: a', 'name: a\ndescription: b', '0.5'],
  ['0.5', '0.1', '0.125', '0.5'],
  ['0.5', '0.1, ', '0.1,\n    ', '0.5'],
  ['0.5', 'a\nparameters:\n', 'b ', '0.5'],
  ['0.5', 'n: 3', 'm: 4\n', '0.5'],
  ['0.5', '.5', '.25', undefined],
  ['0.5', 'dt: [0.1, 0.5]', 'x', undefined],
] as const)('follows %s when %j becomes %j', (word, from, to, expected) => expect(after(word, from, to)).toBe(expected));

it('always holds the same text, or nothing', () => {
  const word = '0.5';
  const at = TEXT.indexOf(word);
  fc.assert(
    fc.property(fc.nat(TEXT.length), fc.nat(10), fc.string({ unit: fc.constantFrom('a', '\n', ' ', '\r\n') }), (start, length, text) => {
      const end = Math.min(TEXT.length, start + length);
      const index = lineIndex(TEXT);
      const change = { range: { start: index.position(start), end: index.position(end) }, text };
      const moved = movedAlong({ start: index.position(at), end: index.position(at + word.length) }, [change]);
      const changed = TEXT.slice(0, start) + text + TEXT.slice(end);
      const now = lineIndex(changed);
      if (moved !== undefined) expect(changed.slice(now.offset(moved.start), now.offset(moved.end))).toBe(word);
      else expect(start < at + word.length && end > at).toBe(true);
    }),
  );
});
