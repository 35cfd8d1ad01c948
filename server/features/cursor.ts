import type { Span } from '../../core/text.ts';
import { blockParents, type LineElement, lineElements, siblingKeys } from './indentation.ts';
import { scanFlow } from './flow.ts';

/** What is being typed at an offset, found from the text alone so that it also works while the YAML is broken. */
export interface Cursor {
  /** Keys, and 0 for an item of a list, from the top to the value at the cursor; without the key that is being typed. */
  readonly path: readonly (string | 0)[];
  /** `key`: a key may be typed here, or an item where the path wants one; `value`: the value of the last of `path`. */
  readonly role: 'key' | 'value';
  /** What a suggestion replaces. */
  readonly span: Span;
  /** What is typed of it before the cursor, without an opening quote. */
  readonly typed: string;
  /** The other keys of the same mapping. */
  readonly keys: readonly string[];
  readonly style: 'block' | 'flow';
  /** True when a `:` follows already, so that a key needs none. */
  readonly followed: boolean;
}

/** `undefined` in comments. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  const before = text.slice(lineStart, offset);
  if (inComment(before)) return undefined;
  const lines = text.slice(0, offset).split('\n');
  const flow = scanFlow(lines);
  if (flow) return inFlow(text, offset, flow);
  return inBlock(text, offset, lines);
}

function inFlow(text: string, offset: number, flow: NonNullable<ReturnType<typeof scanFlow>>): Cursor {
  const { frames, tokenStart, base } = flow;
  const last = frames.at(-1);
  const steps = frames.map((frame) => (frame.kind === '[' ? 0 : frame.key));
  const path = [...base, ...steps.filter((step) => step !== undefined)];
  const isKey = last?.kind === '{' && last.key === undefined;
  const { start, typed } = unquoted(text, tokenStart, offset);
  const rest = /^[^\s,:{}[\]"'#]*/.exec(text.slice(offset))?.[0].length ?? 0;
  const end = offset + rest;
  return {
    path,
    role: isKey ? 'key' : 'value',
    span: { start, end },
    typed,
    keys: last?.keys ?? [],
    style: 'flow',
    followed: /^["']?\s*:/.test(text.slice(end, end + 20)),
  };
}

function inBlock(text: string, offset: number, lines: readonly string[]): Cursor {
  const before = lines.at(-1) ?? '';
  const elements = lineElements(before);
  const key = elements.findLast((one): one is LineElement & { kind: 'key' } => one.kind === 'key');
  const lineEnd = endOfLine(text, offset);
  if (key) {
    const { start, typed } = unquoted(text, offset - before.length + key.valueAt, offset);
    const end = Math.max(offset, start + valueLength(text.slice(start, lineEnd)));
    return {
      path: [...blockParents(lines, elements), key.key],
      role: 'value',
      span: { start, end },
      typed,
      keys: [],
      style: 'block',
      followed: false,
    };
  }
  const column = /^\s*(?:- +)*/.exec(before)?.[0].length ?? 0;
  const { start, typed } = unquoted(text, offset - before.length + column, offset);
  const word = /^[^\s:#"']*/.exec(text.slice(offset, lineEnd))?.[0].length ?? 0;
  const path = blockParents(lines, [...elements, { kind: 'typed', column }]);
  const all = text.split('\n');
  const keys = siblingKeys(all, lines.length - 1, column);
  return {
    path,
    role: 'key',
    span: { start, end: offset + word },
    typed,
    keys,
    style: 'block',
    followed: /^["']?\s*:/.test(text.slice(offset + word, lineEnd)),
  };
}

/** A `#` after white space, outside quotes; a quote opens a text only where a value may begin. */
function inComment(before: string): boolean {
  let quote = '';
  for (let at = 0; at < before.length; at++) {
    const char = before[at] ?? '';
    const previous = before[at - 1] ?? ' ';
    if (quote !== '') {
      if (char === '\\' && quote === '"') at++;
      else if (char === quote) quote = '';
    } else if (char === '#' && /\s/.test(previous)) return true;
    else if ((char === '"' || char === "'") && /[\s[{,:]/.test(previous)) quote = char;
  }
  return false;
}

function unquoted(text: string, start: number, offset: number): { start: number; typed: string } {
  const spaces = /^\s*/.exec(text.slice(start, offset))?.[0].length ?? 0;
  const from = start + spaces;
  const quote = text[from] === '"' || text[from] === "'" ? 1 : 0;
  return { start: Math.min(from + quote, offset), typed: text.slice(Math.min(from + quote, offset), offset) };
}

/** The length of a value up to its comment, closing quote or trailing spaces. */
function valueLength(rest: string): number {
  return (/^(?:[^\s#"']|\s+(?!\s|#|$)|(?<=\S)#)*/.exec(rest)?.[0] ?? '').trimEnd().length;
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
}
