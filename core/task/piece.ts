import type { Problem } from '../check/problem.ts';
import type { Span } from '../text.ts';
import { composeTree } from './compose.ts';
import { deeperThan } from './nesting.ts';
import type { Entry, Node } from './tree.ts';
import { yamlDocument } from './yamlDocument.ts';

/** One entry of a mapping or of a list, read by itself. */
export interface Piece {
  /** Its lines, the first with spaces up to its column. */
  readonly text: string;
  /** The same without these spaces. */
  readonly body: string;
  /** Where its first line begins in the text of the file. */
  readonly start: number;
  readonly content: Entry | Node;
  readonly problems: readonly Problem[];
  /** How many values it holds. */
  readonly nodes: number;
}

/** `undefined` when the text is not one entry without mistakes and aliases: then it means something only together with the others. */
export function parsePiece(lines: string, file: string, deepest: number): Piece | undefined {
  const text = owned(lines);
  if (deeperThan(text, deepest) !== undefined) return undefined;
  const document = yamlDocument(text);
  if (document.errors.length > 0) return undefined;
  const { root, problems, nodes, aliased } = composeTree(document.contents, text, file);
  if (root === undefined || root.kind === 'scalar' || aliased) return undefined;
  const [content, ...others] = root.kind === 'mapping' ? root.entries : root.items;
  if (content === undefined || others.length > 0) return undefined;
  return { text, body: text.trimStart(), start: 0, content, problems, nodes: nodes - 1 };
}

/** A copy: a part of a string keeps the whole alive, and pieces outlive many versions of their file. */
function owned(part: string): string {
  return ` ${part}`.slice(1);
}

/** The same piece where it stands now. */
export function movePiece(piece: Piece, start: number): Piece {
  const by = start - piece.start;
  if (by === 0) return piece;
  return {
    text: piece.text,
    body: piece.body,
    start,
    content: 'key' in piece.content ? moveEntry(piece.content, by) : moveNode(piece.content, by),
    problems: piece.problems.map((one) => moveProblem(one, by)),
    nodes: piece.nodes,
  };
}

function moveNode(node: Node, by: number): Node {
  const span = moveSpan(node.span, by);
  switch (node.kind) {
    case 'scalar':
      return { ...node, span, contentStart: node.contentStart + by };
    case 'list':
      return { kind: 'list', items: node.items.map((item) => moveNode(item, by)), file: node.file, span };
    case 'mapping':
      return { kind: 'mapping', entries: node.entries.map((entry) => moveEntry(entry, by)), file: node.file, span };
  }
}

function moveEntry({ key, keyAt, value }: Entry, by: number): Entry {
  return { key, keyAt: { file: keyAt.file, span: moveSpan(keyAt.span, by) }, value: moveNode(value, by) };
}

function moveProblem(problem: Problem, by: number): Problem {
  const { related } = problem;
  return {
    ...problem,
    span: moveSpan(problem.span, by),
    ...(related && { related: related.map((place) => ({ ...place, span: moveSpan(place.span, by) })) }),
  };
}

function moveSpan({ start, end }: Span, by: number): Span {
  return { start: start + by, end: end + by };
}
