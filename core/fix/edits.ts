import type { MappingNode } from '../task/tree.ts';
import type { Span } from '../text.ts';
import type { Edit } from './fix.ts';
import type { Place } from './place.ts';

/** The line break that a text uses. */
export function lineBreak(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Takes an entry or item out, with its line or its comma; `undefined` where that cannot be done without guessing. */
export function removal(text: string, place: Place): Edit | undefined {
  const siblings: readonly Span[] =
    place.kind === 'entry'
      ? place.parent.entries.map((one) => ({ start: one.keyAt.span.start, end: Math.max(one.keyAt.span.end, one.value.span.end) }))
      : place.parent.items.map((one) => one.span);
  const index = place.kind === 'entry' ? place.parent.entries.indexOf(place.entry) : place.parent.items.indexOf(place.item);
  const own = siblings[index];
  const { file } = place.parent;
  if (own === undefined) return undefined;
  if (isFlow(text, place.parent.span)) return { file, span: flowSpan(siblings, index, own), text: '' };
  if (siblings.length === 1 && place.above?.kind === 'entry') return removal(text, place.above);
  const start = text.lastIndexOf('\n', own.start - 1) + 1;
  const before = text.slice(start, own.start);
  if (place.kind === 'item' ? !/^\s*-\s+$/.test(before) : !/^\s*$/.test(before)) return undefined;
  return { file, span: { start, end: nextLine(text, own.end) }, text: '' };
}

function flowSpan(siblings: readonly Span[], index: number, own: Span): Span {
  const next = siblings[index + 1];
  if (next) return { start: own.start, end: next.start };
  return { start: siblings[index - 1]?.end ?? own.start, end: own.end };
}

/** Adds `key: value` at the end of a mapping, in the style of the mapping. */
export function addition(text: string, mapping: MappingNode, written: string): Edit {
  const { file, span } = mapping;
  if (isFlow(text, span)) {
    const last = mapping.entries.at(-1);
    const end = last ? Math.max(last.value.span.end, last.keyAt.span.end) : span.start + 1;
    return { file, span: { start: end, end }, text: last ? `, ${written}` : ` ${written} ` };
  }
  const start = lineEnd(text, span.end);
  const column = mapping.entries[0]?.keyAt.span.start ?? span.start;
  const indent = ' '.repeat(column - (text.lastIndexOf('\n', column - 1) + 1));
  return { file, span: { start, end: start }, text: `${lineBreak(text)}${indent}${written}` };
}

/** Adds lines at the end of the file. */
export function appendix(text: string, file: string, lines: readonly string[]): Edit {
  const end = text.trimEnd().length;
  const rest = text.length > end ? '' : lineBreak(text);
  return { file, span: { start: end, end }, text: `${end === 0 ? '' : lineBreak(text)}${lines.join(lineBreak(text))}${rest}` };
}

/** Written with brackets. */
export function isFlow(text: string, span: Span): boolean {
  return text[span.start] === '{' || text[span.start] === '[';
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end === -1) return text.length;
  return text[end - 1] === '\r' ? end - 1 : end;
}

function nextLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end + 1;
}
