import { type Memory, newMemory } from '../memory.ts';
import type { Piece } from './piece.ts';

/** The entries of one file as they were last read, by their text; what the last complete reading did not use is forgotten. */
export interface PieceMemory {
  /** What was made of pieces. */
  readonly facts: Memory;
  /** Whether the file was read before. */
  readonly again: boolean;
  /** A piece of exactly this text, wherever it stood; each is given out once before it is given out again. */
  take(text: string): Piece | undefined;
  keep(piece: Piece): void;
  /** Ends one reading; one that was given up forgets nothing. */
  settle(complete: boolean): void;
}

export function emptyMemory(facts = newMemory()): PieceMemory {
  let before = new Map<string, Piece[]>();
  let now = new Map<string, Piece[]>();
  return {
    facts,
    get again() {
      return before.size > 0;
    },
    take: (text) => before.get(text)?.shift() ?? now.get(text)?.at(-1),
    keep: (piece) => add(now, [piece]),
    settle(complete) {
      if (complete || before.size > MANY * (now.size + 1)) before = now;
      else for (const pieces of now.values()) add(before, pieces);
      now = new Map();
    },
  };
}

/** Readings that are given up leave what they read; this many times more than there is now is too much. */
const MANY = 100;

function add(to: Map<string, Piece[]>, pieces: readonly Piece[]): void {
  for (const piece of pieces) {
    const known = to.get(piece.text);
    if (known) known.push(piece);
    else to.set(piece.text, [piece]);
  }
}
