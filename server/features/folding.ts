import type { Node } from '../../core/task/tree.ts';
import type { Checked } from '../checked.ts';
import type { FoldedLines } from '../serviceApi.ts';
import { trimmed } from './symbols.ts';

/** Editors take no more. */
const MAX_FOLDS = 5_000;

/** Folds every key whose value takes more than its own line, multi-line items of lists, and blocks of comments. */
export function folding(checked: Checked): readonly FoldedLines[] {
  const found = new Map<number, FoldedLines>();
  const { tree } = checked;
  if (tree)
    visit(checked, tree, (start, end) => found.set(start, { start, end: Math.max(end, found.get(start)?.end ?? 0), comment: false }));
  return [...found.values(), ...comments(checked.text)].slice(0, MAX_FOLDS).sort((one, other) => one.start - other.start);
}

function visit(checked: Checked, node: Node, add: (start: number, end: number) => void): void {
  const fold = (from: number, value: Node) => {
    if (value.file !== checked.file || value.span.start < from) return;
    const { start, end } = trimmed(checked.text, from, value.span.end);
    const [first, last] = [checked.lines.position(start).line, checked.lines.position(end).line];
    if (last > first) add(first, last);
    visit(checked, value, add);
  };
  if (node.kind === 'mapping')
    for (const entry of node.entries) if (entry.keyAt.file === checked.file) fold(entry.keyAt.span.start, entry.value);
  if (node.kind === 'list') for (const item of node.items) fold(item.span.start, item);
}

function comments(text: string): readonly FoldedLines[] {
  const lines = text.split('\n');
  const isComment = (line: number) => /^\s*#/.test(lines[line] ?? '');
  const found: FoldedLines[] = [];
  for (let start = 0; start < lines.length; start++) {
    let end = start;
    while (isComment(start) && isComment(end + 1)) end++;
    if (end > start) found.push({ start, end, comment: true });
    start = end;
  }
  return found;
}
