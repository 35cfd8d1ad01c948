import type { Entry, MappingNode, Node } from '../../core/task/tree.ts';
import { isAxis } from '../../core/task/read/isAxis.ts';
import { isSchemaFile } from '../paths.ts';
import { type Checked, rangeOf } from '../checked.ts';
import type { SymbolEntry } from '../serviceApi.ts';

/** Deeper or later ones help nobody and cost time. */
const MAX_DEPTH = 8;
const MAX_SYMBOLS = 5_000;

/** The keys of a file as a tree; what stands on one line is shown beside its key, not below it. */
export function symbols(checked: Checked): readonly SymbolEntry[] {
  const left = { count: MAX_SYMBOLS };
  return checked.tree
    ? ofMapping(checked, checked.tree, { left, depth: 0, inside: isSchemaFile(checked.file) ? 'schema' : undefined })
    : [];
}

interface Walk {
  readonly left: { count: number };
  readonly depth: number;
  /** What names in a mapping stand for: keys of the format when there is nothing. */
  readonly inside: 'schema' | 'fields' | 'space' | undefined;
}

function ofMapping(checked: Checked, node: MappingNode, walk: Walk): readonly SymbolEntry[] {
  if (walk.depth >= MAX_DEPTH) return [];
  const own = node.entries.filter((entry) => entry.keyAt.file === checked.file);
  return own.flatMap((entry) => (walk.left.count-- > 0 ? [ofEntry(checked, entry, walk)] : []));
}

function ofEntry(checked: Checked, { key, keyAt, value }: Entry, walk: Walk): SymbolEntry {
  const end = value.file === checked.file ? Math.max(keyAt.span.end, value.span.end) : keyAt.span.end;
  const range = rangeOf(checked, trimmed(checked.text, keyAt.span.start, end));
  const written = value.kind === 'scalar' ? value.source : lineOf(checked, value);
  const detail = written?.slice(0, LONGEST_DETAIL);
  const below = { left: walk.left, depth: walk.depth + 1, inside: insideOf(key, walk) };
  return {
    name: key === '' ? '""' : key,
    ...(detail !== undefined && detail !== '' && { detail }),
    kind: kindOf(value, walk.inside),
    range,
    selection: rangeOf(checked, keyAt.span),
    children: written === undefined ? children(checked, value, below) : [],
  };
}

const LONGEST_DETAIL = 60;

/** A mapping or list that is written on one line. */
function lineOf({ text, file }: Checked, { file: own, span }: Node): string | undefined {
  const written = own === file ? text.slice(span.start, span.end).trimEnd() : '';
  return /^[{[]/.test(written) && !written.includes('\n') ? written : undefined;
}

function insideOf(key: string, { inside }: Walk): Walk['inside'] {
  if (inside === 'schema') return key === 'schema' ? 'schema' : 'fields';
  if (inside === undefined) return SECTIONS.get(key);
  return inside === 'space' ? 'space' : undefined;
}

const SECTIONS: ReadonlyMap<string, 'schema' | 'space'> = new Map([
  ['schema', 'schema'],
  ['parameters', 'space'],
  ['zip', 'space'],
  ['cases', 'space'],
]);

function children(checked: Checked, value: Node, walk: Walk): readonly SymbolEntry[] {
  if (value.kind === 'mapping') return ofMapping(checked, value, walk);
  if (value.kind === 'list') return value.items.flatMap((item) => (item.kind === 'mapping' ? ofMapping(checked, item, walk) : []));
  return [];
}

function kindOf(value: Node, inside: Walk['inside']): SymbolEntry['kind'] {
  if (inside === 'fields') return 'field';
  if (value.kind === 'scalar') return 'value';
  if (inside === 'space') return value.kind === 'list' || isAxis(value) ? 'axis' : 'group';
  return value.kind === 'list' ? 'list' : 'group';
}

/** Without the blank lines and comments that YAML counts to the end of a block. */
export function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  const lines = text.slice(start, end).split('\n');
  while (lines.length > 1 && /^\s*(?:#.*)?$/.test(lines.at(-1) ?? '')) lines.pop();
  return { start, end: start + lines.join('\n').trimEnd().length };
}
