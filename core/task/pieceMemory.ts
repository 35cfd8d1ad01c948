import { type Memory, newMemory } from '../memory.ts';
import type { Piece } from './piece.ts';

/** The entries of one file as they were last read, in order; what the last complete reading did not use is forgotten. */
export interface PieceMemory {
  /** What was made of pieces. */
  readonly facts: Memory;
  /** Whether the file was read before. */
  readonly again: boolean;
  /** A piece of exactly these lines, wherever it stood. */
  take(lines: Lines): Piece | undefined;
  keep(piece: Piece): void;
  /** Ends one reading; one that was given up forgets nothing. */
  settle(complete: boolean): void;
}

/** A part of a text from one place to another, with as many spaces before it as its first line is indented by. */
export interface Lines {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly column: number;
}

export function emptyMemory(facts = newMemory()): PieceMemory {
  let before: readonly Piece[] = [];
  let now: Piece[] = [];
  let next = 0;
  let misses = 0;
  let others: Map<string, Piece[]> | undefined;
  /** Mostly the next piece; after an insertion or deletion one of those behind it; after a larger change any of them. */
  function take(lines: Lines): Piece | undefined {
    const expected = before[next];
    if (expected && isOf(expected, lines)) return before[next++];
    if (misses++ < MANY) {
      const found = before.findIndex((piece, at) => at > next && isOf(piece, lines));
      if (found !== -1) next = found + 1;
      return before[found];
    }
    others ??= byText(before);
    return others.get(textOf(lines))?.shift();
  }
  return {
    facts,
    get again() {
      return before.length > 0;
    },
    take,
    keep: (piece) => void now.push(piece),
    settle(complete) {
      if (complete || before.length === 0) before = now;
      now = [];
      next = 0;
      misses = 0;
      others = undefined;
    },
  };
}

/** So many pieces of one text are looked for one by one; for more an index is worth its making. */
const MANY = 16;

/** Compares in place: at every keystroke this is asked of every piece. */
function isOf({ text, body }: Piece, lines: Lines): boolean {
  if (body.length !== lines.to - lines.from || text.length !== lines.column + body.length) return false;
  return lines.text.startsWith(body, lines.from);
}

/** The text of a piece of these lines. */
export function textOf({ text, from, to, column }: Lines): string {
  return ' '.repeat(column) + text.slice(from, to);
}

function byText(pieces: readonly Piece[]): Map<string, Piece[]> {
  const found = new Map<string, Piece[]>();
  for (const piece of pieces) {
    const same = found.get(piece.text);
    if (same) same.push(piece);
    else found.set(piece.text, [piece]);
  }
  return found;
}
