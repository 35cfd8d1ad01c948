import fc from 'fast-check';
import { expect, it } from 'vitest';
import { logPieces } from '../../webview/item/ansi.ts';

const RED = { color: 'var(--vscode-terminal-ansiRed)' };

it.each([
  ['plain', [{ text: 'plain', style: {} }]],
  [
    '\u001b[31mred\u001b[0m.',
    [
      { text: 'red', style: RED },
      { text: '.', style: {} },
    ],
  ],
  ['\u001b[91;1mx', [{ text: 'x', style: { color: 'var(--vscode-terminal-ansiBrightRed)', 'font-weight': 'bold' } }]],
  ['\u001b[38;5;9mx', [{ text: 'x', style: { color: 'var(--vscode-terminal-ansiBrightRed)' } }]],
  ['\u001b[38;5;196mx', [{ text: 'x', style: { color: '#ff0000' } }]],
  ['\u001b[48;2;1;2;3mx', [{ text: 'x', style: { background: '#010203' } }]],
  ['\u001b[38;5;999mx', [{ text: 'x', style: { color: 'inherit' } }]],
  ['\u001b[7mx', [{ text: 'x', style: { color: 'var(--vscode-editor-background)', background: 'var(--vscode-foreground)' } }]],
  ['\u001b[4;9mx', [{ text: 'x', style: { 'text-decoration': 'underline line-through' } }]],
])('draws the colours of %j', (log, pieces) => expect(logPieces(log)).toEqual(pieces));

it.each([
  ['hidden text', '\u001b[8mhidden', 'hidden'],
  ['a line that is overwritten', 'rm -rf\rsafe', 'rm -rf\nsafe'],
  ['an erased line up to the next m', '\u001b[2K some', '␛[2K some'],
  ['a link', '\u001b]8;;command:evil\u0007x', '␛]8;;command:evil␇x'],
  ['the clipboard', '\u001b]52;c;ZXZpbA==\u0007', '␛]52;c;ZXZpbA==␇'],
  ['another direction', 'a\u202eb', 'a\ufffdb'],
  ['a backspace', 'ab\b\b', 'ab␈␈'],
])('shows %s', (_, log, text) =>
  expect(
    logPieces(log)
      .map((piece) => piece.text)
      .join(''),
  ).toBe(text),
);

it('never lets a control character or a foreign style through', () => {
  const unit = fc.oneof(
    fc.constantFrom('\u001b', '[', ']', ';', 'm', '3', '8', '2', '255', '\r', '\u009b', '\u202e', '\u0007'),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 40 }), (parts) => {
      for (const { text, style } of logPieces(parts.join(''))) {
        // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
        expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
        expect(Object.values(style).join(' ')).toMatch(/^[\w\s#().,-]*$/);
      }
    }),
  );
});
