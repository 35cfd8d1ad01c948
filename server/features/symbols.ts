import type { Entry, MappingNode, Node } from '../../core/task/tree.ts';
import { type Checked, rangeOf } from '../checked.ts';
import type { SymbolEntry } from '../serviceApi.ts';

/** Deeper or later ones help nobody and cost time. */
const MAX_DEPTH = 8;
const MAX_SYMBOLS = 5_000;

/** The keys of a file as a tree, each with its value when that is short. */
export function symbols(checked: Checked): readonly SymbolEntry[] {
  const left = { count: MAX_SYMBOLS };
  return checked.tree ? ofMapping(checked, checked.tree, { left, depth: 0, inSpace: false }) : [];
}

interface Walk {
  readonly left: { count: number };
  readonly depth: number;
  readonly inSpace: boolean;
}

function ofMapping(checked: Checked, node: MappingNode, walk: Walk): readonly SymbolEntry[] {
  if (walk.depth >= MAX_DEPTH) return [];
  const own = node.entries.filter((entry) => entry.keyAt.file === checked.file);
  return own.flatMap((entry) => (walk.left.count-- > 0 ? [ofEntry(checked, entry, walk)] : []));
}

function ofEntry(checked: Checked, { key, keyAt, value }: Entry, walk: Walk): SymbolEntry {
  const end = value.file === checked.file ? Math.max(keyAt.span.end, value.span.end) : keyAt.span.end;
  const range = rangeOf(checked, trimmed(checked.text, keyAt.span.start, end));
  const detail = value.kind === 'scalar' ? value.source.slice(0, 40) : undefined;
  const inside = { left: walk.left, depth: walk.depth + 1, inSpace: walk.inSpace || key === 'parameters' || key === 'zip' };
  return {
    name: key === '' ? '""' : key,
    ...(detail !== undefined && detail !== '' && { detail }),
    kind: kindOf(value, walk.inSpace),
    range,
    selection: rangeOf(checked, keyAt.span),
    children: children(checked, value, inside),
  };
}

function children(checked: Checked, value: Node, walk: Walk): readonly SymbolEntry[] {
  if (value.kind === 'mapping') return ofMapping(checked, value, walk);
  if (value.kind === 'list') return value.items.flatMap((item) => (item.kind === 'mapping' ? ofMapping(checked, item, walk) : []));
  return [];
}

function kindOf(value: Node, inSpace: boolean): SymbolEntry['kind'] {
  if (value.kind === 'scalar') return 'value';
  if (inSpace)
    return value.kind === 'list' || value.entries.some((entry) => ['values', 'min', 'files'].includes(entry.key)) ? 'axis' : 'group';
  return value.kind === 'list' ? 'list' : 'group';
}

/** Without the blank lines and comments that YAML counts to the end of a block. */
export function trimmed(text: string, start: number, end: number): { start: number; end: number } {
  const lines = text.slice(start, end).split('\n');
  while (lines.length > 1 && /^\s*(?:#.*)?$/.test(lines.at(-1) ?? '')) lines.pop();
  return { start, end: start + lines.join('\n').trimEnd().length };
}
