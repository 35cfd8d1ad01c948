import type { Piece } from './flatten.ts';

/** The white space between two tokens of one line: `{ a: 1 }`, `[1, 2]`, `key: value`, `- item`; before a comment it stays. */
export function gapInLine(before: Piece, after: Piece, written: string): string {
  if (after.kind === 'comment') return written === '' ? ' ' : written;
  if (before.kind === 'open') return after.kind === 'close' || before.source === '[' ? '' : ' ';
  if (after.kind === 'comma') return '';
  if (after.kind === 'close') return after.source === ']' ? '' : ' ';
  if (after.kind === 'colon') return before.kind === 'alias' || before.kind === 'property' ? ' ' : '';
  if (SPACED.has(before.kind)) return ' ';
  return written;
}

/** Tokens behind which one space stands. */
const SPACED: ReadonlySet<Piece['kind']> = new Set(['comma', 'colon', 'dash', 'question', 'property']);

/** The columns of tokens that begin a line; comments go with the lines around them. */
export function lineColumns(text: string, pieces: readonly Piece[]): ReadonlyMap<Piece, number> {
  const first = pieces.filter((piece) => piece.kind !== 'block' && isFirst(text, piece));
  const columns = new Map(first.filter(({ kind }) => kind !== 'comment').map((piece) => [piece, piece.column]));
  const moved = new Map<number, number>();
  const next = nextContent(first);
  for (const piece of first) {
    const old = columnOf(text, piece.start);
    const known = columns.get(piece);
    if (known !== undefined) moved.set(old, known);
    else columns.set(piece, commentColumn(text, { old, moved, next: next.get(piece) }));
  }
  return columns;
}

function commentColumn(
  text: string,
  { old, moved, next }: { readonly old: number; readonly moved: ReadonlyMap<number, number>; readonly next: Piece | undefined },
): number {
  if (next && columnOf(text, next.start) === old) return next.column;
  return moved.get(old) ?? next?.column ?? 0;
}

/** The token that begins the next line which is no comment. */
function nextContent(first: readonly Piece[]): ReadonlyMap<Piece, Piece | undefined> {
  const found = new Map<Piece, Piece | undefined>();
  let next: Piece | undefined;
  for (const piece of first.toReversed()) {
    found.set(piece, next);
    if (piece.kind !== 'comment') next = piece;
  }
  return found;
}

/** Whether nothing but white space stands before a token in its line. */
export function isFirst(text: string, { start }: Piece): boolean {
  return /^[\s\uFEFF]*$/.test(text.slice(lineStart(text, start), start));
}

function columnOf(text: string, offset: number): number {
  return offset - lineStart(text, offset);
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
