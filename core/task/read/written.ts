import type { At } from '../../text.ts';
import type { ScalarNode } from '../tree.ts';
import type { World } from '../world.ts';

/** Where a part of a scalar's text stands in its file. */
export interface Written {
  /** The place of the characters `start` to `end` of the text; the whole scalar where that cannot be told. */
  at(start: number, end: number): At;
  /** True when places are exact, so that a part can be replaced. */
  readonly exact: boolean;
  /** A text as it has to be written inside this scalar. */
  quote(text: string): string;
}

/** Finds the characters of a scalar's text in its file: through quotes, escapes, folded lines and indentation. */
export function writtenIn(texts: Pick<World, 'read'>, node: ScalarNode, text: string): Written {
  const { file, span } = node;
  const isPlain = node.style !== 'block' && text === node.source;
  const source = isPlain && node.style === 'plain' ? '' : (texts.read(file) ?? '');
  const quote = node.style === 'quoted' ? source[span.start] : undefined;
  const places = isPlain ? undefined : placesOf(source, node, { text, quote });
  const place = (offset: number) => (isPlain ? node.contentStart + offset : (places?.[offset] ?? span.end));
  const exact = isPlain || places !== undefined;
  return {
    exact,
    at: (start, end) => ({ file, span: exact ? { start: place(start), end: Math.max(place(start), endOf(place, start, end)) } : span }),
    quote: (by) => (quote === "'" ? by.replaceAll("'", "''") : by),
  };
}

/** Behind the last character, not before the next one, which may stand on another line. */
function endOf(place: (offset: number) => number, start: number, end: number): number {
  return end > start ? place(end - 1) + 1 : place(end);
}

const ESCAPE = /\\(?:x[\dA-Fa-f]{2}|u[\dA-Fa-f]{4}|U[\dA-Fa-f]{8}|[^])/y;

/** The offset of each character of the text, and of its end; `undefined` when the two do not agree. */
function placesOf(
  source: string,
  node: ScalarNode,
  { text, quote }: { readonly text: string; readonly quote: string | undefined },
): readonly number[] | undefined {
  const places: number[] = [];
  let offset = node.contentStart;
  const skipSpace = () => {
    while (offset < node.span.end && /\s/.test(source[offset] ?? '')) offset += 1;
  };
  for (const character of text.split('')) {
    const isSpace = /\s/.test(character);
    if (!isSpace) skipSpace();
    places.push(offset);
    ESCAPE.lastIndex = offset;
    const escape = quote === '"' ? ESCAPE.exec(source)?.[0] : undefined;
    if (escape !== undefined) offset += escape.length;
    else if (isSpace) skipSpace();
    else if (source[offset] === character) offset += quote === "'" && character === "'" ? 2 : 1;
    else return undefined;
  }
  places.push(offset);
  return places;
}
