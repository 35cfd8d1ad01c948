import type { Edit } from '../../fix/fix.ts';
import type { Span } from '../../text.ts';
import { parseTree } from '../parse.ts';
import { flatten, type Piece } from './flatten.ts';
import { gapInLine, isFirst, lineColumns } from './gaps.ts';
import { sameMeaning } from './sameMeaning.ts';

/**
 * The house's layout of a task or schema file, as changes of white space alone: two columns a level, `{ a: 1 }` and
 * `[1, 2]`, one blank line at most, no trailing spaces, one line break at the end. Comments, order, quotes and the choice
 * of block or flow stay. Nothing for a text with syntax errors, and nothing that would change what it means.
 */
export function formatEdits(text: string, file: string, range: Span = { start: 0, end: text.length }): readonly Edit[] {
  const { root, problems } = parseTree(text, file);
  if (problems.some(({ code }) => REFUSED.has(code)) || root === undefined) return [];
  const pieces = flatten(text);
  if (!pieces || pieces.length === 0) return [];
  const inside = (span: Span) => span.start <= range.end && range.start <= span.end;
  const changes = layout(text, pieces).filter(
    (change) => inside(change.span) && text.slice(change.span.start, change.span.end) !== change.text,
  );
  const edits = changes.map((change) => ({ ...change, file }));
  const after = parseTree(applied(text, edits), file);
  const isSafe = after.problems.length === problems.length && sameMeaning(root, after.root);
  return isSafe ? edits : [];
}

const REFUSED: ReadonlySet<string> = new Set(['yaml-syntax', 'too-deep', 'alias-bomb']);

/** A text after edits that are in order and do not touch. */
export function applied(text: string, edits: readonly Pick<Edit, 'span' | 'text'>[]): string {
  let end = 0;
  const parts = edits.flatMap((edit) => {
    const part = [text.slice(end, edit.span.start), edit.text];
    end = edit.span.end;
    return part;
  });
  return parts.join('') + text.slice(end);
}

type Change = Pick<Edit, 'span' | 'text'>;

function layout(text: string, pieces: readonly Piece[]): readonly Change[] {
  const lineBreak = text.includes('\r\n') ? '\r\n' : '\n';
  const columns = lineColumns(text, pieces);
  const changes: Change[] = [];
  let before: Piece | undefined;
  for (const piece of pieces) {
    const span = { start: before?.end ?? (text.startsWith('\uFEFF') ? 1 : 0), end: piece.start };
    const written = text.slice(span.start, span.end);
    if (piece.kind === 'block') changes.push(...contentChanges(piece));
    else if (isFirst(text, piece) || !before)
      changes.push({ span, text: breaks(written, before, lineBreak) + ' '.repeat(columns.get(piece) ?? piece.column) });
    else changes.push({ span, text: gapInLine(before, piece, written) });
    if (piece.kind === 'scalar') changes.push(...continuationChanges(piece));
    before = piece;
  }
  const end = before?.end ?? 0;
  if (!before?.source.endsWith('\n')) changes.push({ span: { start: end, end: text.length }, text: lineBreak });
  return changes;
}

/** One or two line breaks as there were, none before the first token, nor behind a block scalar that ends with its own. */
function breaks(written: string, before: Piece | undefined, lineBreak: string): string {
  if (!before) return '';
  const count = written.split('\n').length - 1;
  return lineBreak.repeat(Math.min(count, before.source.endsWith('\n') ? 0 : 2));
}

/** Lines of a block scalar move as a whole. */
function contentChanges({ start, source, content }: Piece): readonly Change[] {
  const shift = content ? content.to - content.from : 0;
  const changes: Change[] = [];
  for (const match of source.matchAll(/^ +(?=[^ \r\n])/gm)) {
    const at = start + match.index;
    changes.push({ span: { start: at, end: at + match[0].length }, text: ' '.repeat(Math.max(0, match[0].length + shift)) });
  }
  return changes;
}

/** Further lines of a text in quotes or without: their indentation means nothing. */
function continuationChanges({ start, source, column }: Piece): readonly Change[] {
  return [...source.matchAll(/\n([ \t]*)(?=[^ \t\r\n])/g)].map((match) => {
    const at = start + match.index + 1;
    return { span: { start: at, end: at + (match[1]?.length ?? 0) }, text: ' '.repeat(column) };
  });
}
