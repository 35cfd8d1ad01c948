import type { Memory } from '../core/memory.ts';
import type { ParsedTree } from '../core/task/tree.ts';
import { parseAgain } from '../core/task/parseAgain.ts';
import { emptyMemory, type PieceMemory } from '../core/task/pieceMemory.ts';

/** Files whose pieces are kept: those that are open, with what they extend. */
const KEPT = 32;

interface Kept {
  readonly memory: PieceMemory;
  text?: string;
  parsed?: ParsedTree;
}

/** A parser that remembers the last text of each file, and reads of the next one only what is different. */
export function rememberingParser(facts: Memory): (text: string, file: string) => ParsedTree {
  const kept = new Map<string, Kept>();
  return (text, file) => {
    const known = kept.get(file) ?? { memory: emptyMemory(facts) };
    kept.delete(file);
    kept.set(file, known);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
    if (known.parsed === undefined || known.text !== text) known.parsed = parseAgain(text, file, known.memory);
    known.text = text;
    return known.parsed;
  };
}
