import type { Entry, MappingNode, Node, ScalarNode } from '../../core/task/tree.ts';

/** What stands at an offset of a file's own tree. */
export interface TreePlace {
  /** Keys, and 0 for items of lists, down to the node; a key's own name is the last when `entry` is given. */
  readonly path: readonly (string | 0)[];
  /** The key under the offset. */
  readonly entry?: Entry;
  /** The scalar under the offset, when it is not on a key. */
  readonly scalar?: ScalarNode;
}

export function placeAt(tree: MappingNode | undefined, offset: number): TreePlace | undefined {
  const path: (string | 0)[] = [];
  for (let node: Node | undefined = tree; node; ) {
    if (node.kind === 'scalar') return { path, scalar: node };
    const step: { key: string | 0; node: Node; entry?: Entry } | undefined =
      node.kind === 'mapping' ? intoMapping(node, offset) : intoList(node.items, offset);
    if (!step) return undefined;
    path.push(step.key);
    if (step.entry) return { path, entry: step.entry };
    node = step.node;
  }
  return undefined;
}

function intoMapping(node: MappingNode, offset: number): { key: string; node: Node; entry?: Entry } | undefined {
  const onKey = node.entries.find((one) => contains(one.keyAt, node.file, offset));
  if (onKey) return { key: onKey.key, node: onKey.value, entry: onKey };
  const inValue = node.entries.find((one) => contains(one.value, node.file, offset));
  return inValue && { key: inValue.key, node: inValue.value };
}

function intoList(items: readonly Node[], offset: number): { key: 0; node: Node } | undefined {
  const item = items.find((one) => contains(one, one.file, offset));
  return item && { key: 0, node: item };
}

function contains(
  at: { readonly file: string; readonly span: { readonly start: number; readonly end: number } },
  file: string,
  offset: number,
): boolean {
  return at.file === file && at.span.start <= offset && offset <= at.span.end;
}

/** Whether a scalar at this path is an expression, whose names are parameters. */
export function isExpressionPath(path: readonly (string | 0)[]): boolean {
  const key = path.at(-1) === 0 ? path.at(-2) : path.at(-1);
  return key === 'when' || key === 'constraints' || (key === 'columns' && path.at(-3) === 'views');
}

/** Whether a scalar at this path is the claim of a hypothesis. */
export function isExpectationPath(path: readonly (string | 0)[]): boolean {
  return path.length === 3 && path[0] === 'hypotheses' && path[2] === 'expect';
}

/** The dotted name around an offset of a text. */
export function nameAround(text: string, offset: number): { readonly name: string; readonly start: number } | undefined {
  const before = /[A-Za-z_0-9.-]*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0] ?? '';
  const after = /^[A-Za-z_0-9.-]*/.exec(text.slice(offset, offset + 200))?.[0] ?? '';
  const word = before + after;
  const start = offset - before.length;
  return /^[A-Za-z_][\w.-]*$/.test(word) ? { name: word, start } : undefined;
}
