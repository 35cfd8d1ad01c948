import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Alias,
  type Node as YamlNode,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { problem, type Problem, type ProblemCode } from '../check/problem.ts';
import type { Span } from '../text.ts';
import { integerValue } from '../value/value.ts';
import { ambiguousScalar } from './ambiguous.ts';
import { mergeEntries } from './mergeKeys.ts';
import type { Entry, Node, ScalarNode } from './tree.ts';

export const MAX_NODES = 200_000;
const MAX_DEPTH = 100;
const MAX_EXPANDED = 100_000;

export interface Composed {
  /** Missing when the text is empty or refused. */
  readonly root?: Node;
  readonly problems: readonly Problem[];
  /** How many values were built. */
  readonly nodes: number;
  /** Some value stands at more than one place. */
  readonly aliased: boolean;
}

/** Turns the YAML parser's nodes into our tree: aliases and merge keys resolved within a budget, duplicate keys found. */
export function composeTree(contents: ParsedNode | YamlNode | null, text: string, file: string): Composed {
  const state: State = {
    text,
    file,
    problems: [],
    anchors: new Map(),
    built: new Map(),
    open: new Set(),
    nodes: 0,
    expanded: 0,
    aliased: false,
    refused: false,
  };
  const built = contents === null ? undefined : build(state, contents, 0);
  const { problems, nodes, aliased, refused } = state;
  return { ...(built && !refused && { root: built.node }), problems, nodes, aliased };
}

/** A finished node with what an alias to it would cost. */
interface Built {
  readonly node: Node;
  readonly size: number;
  readonly depth: number;
}

interface State {
  readonly text: string;
  readonly file: string;
  readonly problems: Problem[];
  readonly anchors: Map<string, YamlNode>;
  readonly built: Map<YamlNode, Built>;
  readonly open: Set<YamlNode>;
  nodes: number;
  expanded: number;
  aliased: boolean;
  refused: boolean;
}

function build(state: State, from: unknown, fallback: number, depth = 1): Built {
  state.nodes += 1;
  if (state.nodes > MAX_NODES)
    return refuse(
      state,
      'too-deep',
      fallback,
      'This file holds more than 200,000 values: move long lists of points to a CSV file and name it in `points`.',
    );
  if (depth > MAX_DEPTH)
    return refuse(
      state,
      'too-deep',
      fallback,
      'This is nested more than 100 levels deep: flatten it, a task file needs only a few levels.',
    );
  if (isAlias(from)) return buildAlias(state, from, depth);
  if (!isScalar(from) && !isMap(from) && !isSeq(from)) return leaf(nullAt(state, fallback));
  if (from.anchor !== undefined) state.anchors.set(from.anchor, from);
  state.open.add(from);
  const built = buildKind(state, from, fallback, depth);
  state.open.delete(from);
  if (from.anchor !== undefined) state.built.set(from, built);
  return built;
}

function buildKind(state: State, from: Scalar | YAMLMap | YAMLSeq, fallback: number, depth: number): Built {
  if (isScalar(from)) return leaf(buildScalar(state, from, fallback));
  return isMap(from) ? buildMapping(state, from, depth) : buildList(state, from, depth);
}

function buildAlias(state: State, alias: Alias, depth: number): Built {
  const start = alias.range?.[0] ?? 0;
  state.aliased = true;
  const target = state.anchors.get(alias.source);
  if (target === undefined) {
    state.problems.push(
      problem(
        'yaml-syntax',
        at(state, start, alias.range?.[1]),
        `There is no anchor \`&${alias.source}\` before this alias: add it to the value that is meant.`,
      ),
    );
    return leaf(nullAt(state, start));
  }
  if (state.open.has(target))
    return refuse(
      state,
      'alias-bomb',
      start,
      `The alias \`*${alias.source}\` stands inside its own anchor and would never end: write the value out.`,
    );
  const built = state.built.get(target) ?? leaf(nullAt(state, start));
  state.expanded += built.size;
  if (state.expanded > MAX_EXPANDED)
    return refuse(state, 'alias-bomb', start, 'The aliases of this file expand to more than 100,000 values: write fewer of them.');
  if (depth + built.depth > MAX_DEPTH)
    return refuse(state, 'alias-bomb', start, 'The aliases of this file nest more than 100 levels deep: write the values out.');
  return built;
}

function buildList(state: State, from: YAMLSeq, depth: number): Built {
  const items = [];
  let end = from.range?.[0] ?? 0;
  for (const item of from.items) {
    if (state.refused) break;
    const built = build(state, item, end, depth + 1);
    items.push(built);
    end = Math.max(end, ownEnd(item, built));
  }
  return {
    node: { kind: 'list', items: items.map((item) => item.node), file: state.file, span: collectionSpan(from, end) },
    ...cost(items),
  };
}

function buildMapping(state: State, from: YAMLMap, depth: number): Built {
  const parts: Built[] = [];
  const entries: { readonly entry: Entry; readonly merges: boolean }[] = [];
  let end = from.range?.[0] ?? 0;
  for (const pair of from.items) {
    if (state.refused) break;
    const key = keyOf(state, pair, end, depth);
    end = Math.max(end, key.keyAt.span.end);
    const value = build(state, pair.value, end, depth + 1);
    parts.push(value);
    end = Math.max(end, ownEnd(pair.value, value));
    entries.push({
      entry: { ...key, value: value.node },
      merges: isScalar(pair.key) && pair.key.value === '<<' && pair.key.type === 'PLAIN',
    });
  }
  const merged = mergeEntries(entries);
  state.problems.push(...merged.problems);
  return { node: { kind: 'mapping', entries: merged.entries, file: state.file, span: collectionSpan(from, end) }, ...cost(parts) };
}

function keyOf(state: State, pair: Pair, fallback: number, depth: number): Omit<Entry, 'value'> {
  const { node } = isScalar(pair.key)
    ? { node: buildScalar(state, pair.key, fallback, false) }
    : build(state, pair.key, fallback, depth + 1);
  if (isScalar(pair.key) && pair.key.anchor !== undefined) {
    state.anchors.set(pair.key.anchor, pair.key);
    state.built.set(pair.key, leaf(node));
  }
  if (node.kind !== 'scalar') state.problems.push(problem('wrong-type', node, 'A key must be plain text, not a list or mapping.'));
  const text = node.kind === 'scalar' && typeof node.value === 'string' ? node.value : state.text.slice(node.span.start, node.span.end);
  return { key: text, keyAt: { file: state.file, span: node.span } };
}

function buildScalar(state: State, from: Scalar, fallback: number, isValue = true): ScalarNode {
  const start = from.range?.[0] ?? fallback;
  const span = { start, end: trimEnd(state.text, start, from.range?.[1] ?? start) };
  const style = styleOf(from);
  const written = state.text.slice(span.start, span.end);
  const contentStart = style === 'quoted' ? start + 1 : start;
  const common = { kind: 'scalar', value: valueOf(from.value), style, file: state.file, span } as const;
  if (style === 'block')
    return {
      ...common,
      source: typeof from.value === 'string' ? from.value : written,
      contentStart: blockContentStart(state.text, start, span.end),
    };
  const node: ScalarNode = { ...common, source: style === 'quoted' ? written.slice(1, -1) : written, contentStart };
  const ambiguous = isValue ? ambiguousScalar(node) : undefined;
  if (ambiguous) state.problems.push(ambiguous);
  return node;
}

function valueOf(value: unknown): ScalarNode['value'] {
  if (typeof value === 'bigint') return integerValue(value);
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  // The core schema makes nothing else.
  return null;
}

function styleOf(from: Scalar): ScalarNode['style'] {
  if (from.type === 'QUOTE_DOUBLE' || from.type === 'QUOTE_SINGLE') return 'quoted';
  return from.type === 'BLOCK_LITERAL' || from.type === 'BLOCK_FOLDED' ? 'block' : 'plain';
}

function blockContentStart(text: string, start: number, end: number): number {
  let offset = text.indexOf('\n', start) + 1;
  while (offset < end && /\s/.test(text[offset] ?? '')) offset += 1;
  return offset;
}

/** Where a child ends in this text; an alias ends where the alias is written, not where its anchor does. */
function ownEnd(from: unknown, built: Built): number {
  return isAlias(from) ? (from.range?.[1] ?? 0) : built.node.span.end;
}

function collectionSpan(from: YAMLMap | YAMLSeq, end: number): Span {
  const start = from.range?.[0] ?? 0;
  return { start, end: from.flow ? (from.range?.[1] ?? end) : end };
}

function trimEnd(text: string, start: number, end: number): number {
  let last = end;
  while (last > start && /\s/.test(text[last - 1] ?? '')) last -= 1;
  return last;
}

function cost(parts: readonly Built[]): { size: number; depth: number } {
  let size = 1;
  let depth = 0;
  for (const part of parts) {
    size += part.size;
    depth = Math.max(depth, part.depth);
  }
  return { size, depth: depth + 1 };
}

function leaf(node: Node): Built {
  return { node, size: 1, depth: 1 };
}

function nullAt(state: State, offset: number): ScalarNode {
  return {
    kind: 'scalar',
    value: null,
    source: '',
    style: 'plain',
    contentStart: offset,
    file: state.file,
    span: { start: offset, end: offset },
  };
}

function at(state: State, start: number, end = start + 1): { file: string; span: Span } {
  return { file: state.file, span: { start, end } };
}

function refuse(state: State, code: ProblemCode, start: number, message: string): Built {
  if (!state.refused) state.problems.push(problem(code, at(state, start), message));
  state.refused = true;
  return leaf(nullAt(state, start));
}
