import type { Problem } from '../check/problem.ts';
import type { At, Span } from '../text.ts';

/**
 * A task file as a tree with a range for everything. Aliases and merge keys are resolved (with a budget), duplicate
 * keys are kept in order of appearance, and after `extends` nodes of several files stand in one tree: each knows its file.
 */
export type Node = ScalarNode | ListNode | MappingNode;

interface NodeBase extends At {}

export interface ScalarNode extends NodeBase {
  readonly kind: 'scalar';
  readonly value: null | boolean | number | bigint | string;
  /** The characters of the scalar as written, without quotes of the YAML and without its tag or anchor. */
  readonly source: string;
  readonly style: 'plain' | 'quoted' | 'block';
  /** Where the text of the scalar begins in the file (after an opening quote), for ranges inside expressions. */
  readonly contentStart: number;
}

export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly items: readonly Node[];
}

export interface MappingNode extends NodeBase {
  readonly kind: 'mapping';
  readonly entries: readonly Entry[];
}

export interface Entry {
  readonly key: string;
  readonly keyAt: At;
  readonly value: Node;
}

/** What a text says as YAML: the tree as far as it can be read, and every problem of its form. `root` is missing when the file is empty or refused. */
export interface ParsedTree {
  readonly root?: Node;
  readonly problems: readonly Problem[];
}

/** The value of a key; of duplicates the last one, as YAML readers do. */
export function child(node: Node | undefined, key: string): Node | undefined {
  return entry(node, key)?.value;
}

export function entry(node: Node | undefined, key: string): Entry | undefined {
  return node?.kind === 'mapping' ? node.entries.findLast((one) => one.key === key) : undefined;
}

/** The deepest path of keys and list indices whose node contains the offset: for completion, hover, links. */
export function pathAt(root: Node, offset: number): readonly (string | number)[] {
  const path: (string | number)[] = [];
  for (let step = stepInto(root, offset); step !== undefined; step = stepInto(step.node, offset)) path.push(step.key);
  return path;
}

function stepInto(node: Node, offset: number): { key: string | number; node: Node } | undefined {
  const inside = (span: Span) => span.start <= offset && offset <= span.end;
  if (node.kind === 'mapping') {
    const found = node.entries.find((one) => one.value.file === node.file && (inside(one.keyAt.span) || inside(one.value.span)));
    return found && { key: found.key, node: found.value };
  }
  if (node.kind === 'list') {
    const index = node.items.findIndex((item) => item.file === node.file && inside(item.span));
    const item = node.items[index];
    return item && { key: index, node: item };
  }
  return undefined;
}
