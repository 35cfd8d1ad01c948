import type { Span } from '../text.ts';

/** Languages of objectives whose source is read statically. */
export type Language = 'python' | 'javascript' | 'typescript';

/** A syntax tree as plain data: what tree-sitter parsed, copied out of its memory. Offsets are UTF-16. */
export interface SyntaxNode extends Span {
  /** The grammar's name of the node: `identifier`, `function_definition`, or the token itself (`,`, `def`). */
  readonly type: string;
  /** False for tokens that the grammar names by their own text. */
  readonly named: boolean;
  /** The role below the parent: `name`, `parameters`, `body`, … */
  readonly field: string | null;
  readonly children: readonly SyntaxNode[];
}

/** One parsed source text. */
export interface SyntaxTree {
  readonly text: string;
  readonly root: SyntaxNode;
  /** False where the source has syntax errors, or nests too deeply to be copied: what is there is then only a guess. */
  readonly sound: boolean;
}

/** The child with a role, e.g. the `name` of a function. */
export function fieldOf(node: SyntaxNode | undefined, field: string): SyntaxNode | undefined {
  return node?.children.find((child) => child.field === field);
}

export function fieldsOf(node: SyntaxNode, field: string): readonly SyntaxNode[] {
  return node.children.filter((child) => child.field === field);
}

/** Children that mean something: neither punctuation nor comments. */
export function namedChildren(node: SyntaxNode | undefined): readonly SyntaxNode[] {
  return node?.children.filter((child) => child.named && child.type !== 'comment') ?? [];
}

export function textOf(tree: SyntaxTree, node: SyntaxNode): string {
  return tree.text.slice(node.start, node.end);
}

/** Every node below and including this one, parents first. */
export function* walk(node: SyntaxNode): Generator<SyntaxNode> {
  const stack = [node];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    yield next;
    for (let index = next.children.length - 1; index >= 0; index--) {
      const child = next.children[index];
      if (child) stack.push(child);
    }
  }
}
