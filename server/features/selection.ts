import type { Node } from '../../core/task/tree.ts';
import type { Span } from '../../core/text.ts';
import type { TextRange } from '../../protocol/language.ts';
import { type Checked, rangeOf } from '../checked.ts';
import { nameAround } from './place.ts';
import { trimmed } from './symbols.ts';

/** What a selection grows by, from the name at an offset to the whole file: name, text, value, entry, mapping, … */
export function selection(checked: Checked, offset: number): readonly TextRange[] {
  const { text, tree } = checked;
  const spans: Span[] = [{ start: 0, end: text.length }];
  if (tree) descend(checked, tree, offset, spans);
  const name = nameAround(text, offset);
  if (name) spans.push({ start: name.start, end: name.start + name.name.length });
  const growing: Span[] = [];
  for (const span of spans) {
    const outer = growing.at(-1);
    const isInside = !outer || (outer.start <= span.start && span.end <= outer.end && span.end - span.start < outer.end - outer.start);
    if (isInside && span.start <= offset && offset <= span.end) growing.push(span);
  }
  return growing.toReversed().map((span) => rangeOf(checked, span));
}

function descend(checked: Checked, from: Node, offset: number, spans: Span[]): void {
  const { text, file } = checked;
  for (let node: Node | undefined = from; node; ) {
    spans.push(trimmed(text, node.span.start, node.span.end));
    if (node.kind === 'scalar') {
      if (node.style === 'quoted') spans.push({ start: node.contentStart, end: node.contentStart + node.source.length });
      return;
    }
    node =
      node.kind === 'mapping'
        ? intoEntry(node.entries, { text, file, offset, spans })
        : node.items.find((item) => holds(item, file, offset));
  }
}

interface Step {
  readonly text: string;
  readonly file: string;
  readonly offset: number;
  readonly spans: Span[];
}

function intoEntry(entries: Extract<Node, { kind: 'mapping' }>['entries'], { text, file, offset, spans }: Step): Node | undefined {
  const entry = entries.find(
    ({ keyAt, value }) => keyAt.file === file && keyAt.span.start <= offset && offset <= Math.max(keyAt.span.end, value.span.end),
  );
  if (!entry) return undefined;
  const { keyAt, value } = entry;
  if (value.span.start >= keyAt.span.end) spans.push(trimmed(text, keyAt.span.start, value.span.end));
  if (offset > keyAt.span.end) return holds(value, file, offset) ? value : undefined;
  spans.push(keyAt.span);
  return undefined;
}

function holds(node: Node, file: string, offset: number): boolean {
  return node.file === file && node.span.start <= offset && offset <= node.span.end;
}
