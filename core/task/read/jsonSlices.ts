import type { Span } from '../../text.ts';

/** The places of the elements of a JSON list, found without building it; a sentence when the text is no list. */
export function elementsOf(text: string): readonly Span[] | string {
  const slices: Span[] = [];
  let depth = 0;
  let start: number | undefined;
  for (const { index, 0: token } of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[\]{},]|[^\s"[\]{},\uFEFF]+/g)) {
    if (depth === 0 && (token !== '[' || start !== undefined)) return 'the file must hold one JSON list of objects.';
    if (token === ']' || token === '}') depth -= 1;
    if (depth === 0 || (depth === 1 && token === ',')) {
      if (start !== undefined && start !== -1) slices.push({ start, end: index });
      start = -1;
    } else if (depth === 1 && start === -1 && token !== ']' && token !== '}') start = index;
    if (token === '[' || token === '{') depth += 1;
    if (depth === 1 && start === undefined) start = -1;
  }
  return depth === 0 && start !== undefined ? slices : 'the file must hold one JSON list of objects, and this one does not end.';
}

/** The places of the lines that are not blank. */
export function linesOf(text: string): readonly Span[] {
  const slices: Span[] = [];
  for (const { index, 0: line } of text.matchAll(/[^\r\n\uFEFF][^\r\n]*/g))
    if (line.trim() !== '') slices.push({ start: index, end: index + line.length });
  return slices;
}
