import type { SyntaxTree } from './syntax.ts';

/**
 * Keeps the trees of the texts that were parsed last: while somebody types in a task file, the objective beside it is
 * asked about again with every key. Bounded by text, because a tree is about a hundred times as large as its text.
 */
export function recentTrees(parse: (text: string) => SyntaxTree | undefined): (text: string) => SyntaxTree | undefined {
  const trees = new Map<string, SyntaxTree>();
  let size = 0;
  return (text) => {
    const known = trees.get(text);
    const tree = known ?? parse(text);
    if (!tree || text.length > MOST_TEXT) return tree;
    trees.delete(text);
    trees.set(text, tree);
    if (!known) size += text.length;
    for (const oldest of trees.keys()) {
      if (size <= MOST_TEXT) break;
      trees.delete(oldest);
      size -= oldest.length;
    }
    return tree;
  };
}

/** UTF-16 units of source kept parsed for one language; about 40 MB of tree. */
const MOST_TEXT = 256 * 1024;
