import { type Color, createColorPalette, type ParseToken, parseAnsiSequences } from 'ansi-sequence-parser';
import { plainText } from '../../protocol/plainText.ts';

/** A part of a log in one look. */
export interface LogPiece {
  readonly text: string;
  readonly style: Readonly<Record<string, string>>;
}

/**
 * A log in the colours that it asks for (SGR, ECMA-48 8.3.117). Nothing else is obeyed: every other escape sequence and
 * control character is shown, and text that wants to be hidden is not.
 */
export function logPieces(log: string): readonly LogPiece[] {
  const shown = log.replace(OTHER_ESCAPE, '\u241b');
  return parseAnsiSequences(shown).map((token) => ({ text: plainText(token.value), style: styleOf(token) }));
}

/** An escape that does not begin a sequence of colours. */
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const OTHER_ESCAPE = /\u001b(?!\[[\d;]*m)/g;

const PALETTE = createColorPalette();

function styleOf({ foreground, background, decorations }: ParseToken): Readonly<Record<string, string>> {
  const [front, back] = decorations.has('reverse') ? [background, foreground] : [foreground, background];
  const reversed = decorations.has('reverse');
  const lines = [decorations.has('underline') ? 'underline' : '', decorations.has('strikethrough') ? 'line-through' : ''];
  return {
    ...(front || reversed ? { color: front ? colour(front) : 'var(--vscode-editor-background)' } : {}),
    ...(back || reversed ? { background: back ? colour(back) : 'var(--vscode-foreground)' } : {}),
    ...(decorations.has('bold') ? { 'font-weight': 'bold' } : {}),
    ...(decorations.has('dim') ? { opacity: '0.7' } : {}),
    ...(decorations.has('italic') ? { 'font-style': 'italic' } : {}),
    ...(lines.some(Boolean) ? { 'text-decoration': lines.join(' ').trim() } : {}),
  };
}

/** The sixteen named colours are the theme's. */
function colour(color: Color): string {
  if (color.type === 'named') return themed(color.name);
  if (color.type === 'table' && color.index < 16) return themed(NAMES[color.index] ?? 'white');
  return PALETTE.value(color) ?? 'inherit';
}

function themed(name: string): string {
  return `var(--vscode-terminal-ansi${name.charAt(0).toUpperCase()}${name.slice(1)})`;
}

const PLAIN = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
const NAMES: readonly string[] = [...PLAIN, ...PLAIN.map((name) => `bright${name.charAt(0).toUpperCase()}${name.slice(1)}`)];
