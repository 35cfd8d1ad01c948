import fc from 'fast-check';
import { expect, it } from 'vitest';
import { iconless, plainLine } from '../../client/safeText.ts';
import { plainText } from '../../protocol/plainText.ts';

it.each([
  ['a  b\n\tc', 'a b c'],
  ['\u001b[31mred\u0007', '[31mred'],
  ['safe\u202egnp.exe', 'safe gnp.exe'],
  ['\ud800x', 'x'],
  ['$(flame) 100 %', '$(flame) 100 %'],
  ['[x](command:evil)', '[x](command:evil)'],
])('shows %j as one plain line', (text, line) => expect(plainLine(text)).toBe(line));

it('cuts long lines without splitting a character', () => {
  expect(plainLine('abcdef', 4)).toBe('abc…');
  expect(plainLine('ab😀cd', 4)).toBe('ab…');
});

it('never leaves an icon, a control character or a line break in a label', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('$', '(', 'x', ')', '\n', '\u202e', '\u200c', '\0', ' ') }), (text) => {
      const label = iconless(text);
      expect(label).not.toContain('$(');
      expect(label).not.toMatch(/[\n\0\u202e]/);
    }),
  );
});

it('keeps lines and tabs of a document and makes the rest visible', () => {
  expect(plainText('a\r\nb\tc\u0000\u001b[1m\u202e')).toBe('a\nb\tc\u2400\u241b[1m\ufffd');
});
