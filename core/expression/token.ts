import type { Span } from '../text.ts';
import { integerValue } from '../value/value.ts';
import type { ExpressionError } from './ast.ts';

/** One word of an expression; the last is always `end`. Keywords and names are both `name`. */
export type Token = (
  | { readonly kind: 'number'; readonly value: number | bigint }
  | { readonly kind: 'text' | 'name' | 'operator' | 'end'; readonly text: string }
) & {
  readonly span: Span;
};

/** Reads the token that begins at or after an offset, or says what is wrong there. Each takes time linear in its own length. */
export interface Scanner {
  next(offset: number): Token | ExpressionError;
}

/**
 * Names may hold dashes (`weight-decay`), which also read as subtractions: the longest dashed name that is in `known` wins,
 * any other dash subtracts.
 */
export function scanner(text: string, known: ReadonlySet<string> = new Set()): Scanner {
  const longestDashed = dashedLength(known);
  return {
    next(offset) {
      const start = offset + match(SPACE, text, offset).length;
      if (start >= text.length) return { kind: 'end', text: '', span: { start: text.length, end: text.length } };
      return scanName(start) ?? scanNumber(text, start) ?? scanText(text, start) ?? scanOperator(text, start);
    },
  };

  function scanName(start: number): Token | undefined {
    const plain = match(NAME, text, start);
    if (plain === '') return undefined;
    const name = longestDashed > plain.length ? (dashedName(start) ?? plain) : plain;
    return { kind: 'name', text: name, span: { start, end: start + name.length } };
  }

  function dashedName(start: number): string | undefined {
    let name = match(DASHED_NAME, text.slice(start, start + longestDashed), 0);
    while (name.includes('-')) {
      if (known.has(name)) return name;
      name = name.slice(0, name.lastIndexOf('-'));
    }
    return undefined;
  }
}

/** The length of the longest name with a dash; all expressions of a block share one set of names. */
function dashedLength(known: ReadonlySet<string>): number {
  const before = dashedLengths.get(known);
  if (before !== undefined) return before;
  let longest = 0;
  for (const name of known) if (name.includes('-')) longest = Math.max(longest, name.length);
  dashedLengths.set(known, longest);
  return longest;
}

const dashedLengths = new WeakMap<ReadonlySet<string>, number>();

const SPACE = /\s*/y;
const NAME = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y;
const DASHED_NAME = /[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)*/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const TEXT = /'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"/y;
const ESCAPE = /\\([^])/g;
const OPERATOR = /\*\*|==|!=|<=|>=|[-+*/%<>()[\],]/y;
const ESCAPES = new Map([
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);
/** Reading digits exactly costs more than linear time; no parameter needs more of them. */
const MAX_DIGITS = 400;

/** What people write who think of another language, and what it is called here. */
const FOREIGN = [
  ['&&', 'and'],
  ['||', 'or'],
  ['^', '**'],
  ['===', '=='],
  ['=>', '>='],
  ['=<', '<='],
  ['=', '=='],
  ['!', 'not'],
  ['<>', '!='],
  ['≤', '<='],
  ['≥', '>='],
  ['≠', '!='],
  ['×', '*'],
  ['·', '*'],
  ['÷', '/'],
  ['−', '-'],
] as const;

function match(pattern: RegExp, text: string, at: number): string {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? '';
}

function scanNumber(text: string, start: number): Token | ExpressionError | undefined {
  const digits = match(NUMBER, text, start);
  if (digits === '') return undefined;
  const span = { start, end: start + digits.length };
  const follower = match(NAME, text, span.end);
  if (follower !== '')
    return syntax(
      { start, end: span.end + follower.length },
      `"${digits}${follower.slice(0, 20)}" is neither a number nor a name; put an operator between them.`,
    );
  if (digits.length > MAX_DIGITS)
    return syntax(span, `This number has more than ${MAX_DIGITS} characters; write it in scientific notation.`);
  const value = /^\d+$/.test(digits) ? integerValue(BigInt(digits)) : Number(digits);
  return value === Number.POSITIVE_INFINITY ? syntax(span, `${digits} is larger than any number can be.`) : { kind: 'number', value, span };
}

function scanText(text: string, start: number): Token | ExpressionError | undefined {
  const quote = text[start];
  if (quote !== "'" && quote !== '"') return undefined;
  const quoted = match(TEXT, text, start);
  if (quoted === '') return syntax({ start, end: text.length }, `This text has no closing ${quote}.`);
  for (const escape of quoted.matchAll(ESCAPE)) {
    const at = start + escape.index;
    if (!ESCAPES.has(escape[1] ?? ''))
      return syntax({ start: at, end: at + 2 }, `\`${escape[0]}\` is no escape; write \\\\ for a backslash.`);
  }
  const value = quoted.slice(1, -1).replace(ESCAPE, (_, letter: string) => ESCAPES.get(letter) ?? '');
  return { kind: 'text', text: value, span: { start, end: start + quoted.length } };
}

/** `${name}`, `{name}` and `$name` of shells and of templates. */
const TEMPLATE = /\$?\{\s*([A-Za-z_][\w.-]*)\s*\}|\$([A-Za-z_][\w.-]*)/y;

function scanTemplate(text: string, start: number): ExpressionError | undefined {
  const written = match(TEMPLATE, text, start);
  const name = written.replace(/[${}\s]/g, '');
  if (written === '') return undefined;
  return { ...syntax({ start, end: start + written.length }, `Names stand alone in expressions: write \`${name}\`.`), suggestion: name };
}

function scanOperator(text: string, start: number): Token | ExpressionError {
  const template = scanTemplate(text, start);
  if (template) return template;
  if (text.startsWith('//', start)) return syntax({ start, end: start + 2 }, '`//` is no operator here; write `floor(a / b)`.');
  const foreign = FOREIGN.find(([written]) => text.startsWith(written, start));
  const operator = match(OPERATOR, text, start);
  if (operator !== '' && (foreign === undefined || foreign[0].length <= operator.length)) {
    return { kind: 'operator', text: operator, span: { start, end: start + operator.length } };
  }
  if (foreign !== undefined) {
    const [written, meant] = foreign;
    return {
      ...syntax({ start, end: start + written.length }, `\`${written}\` is no operator here; write \`${meant}\`.`),
      suggestion: apart(text, start, { written, meant }),
    };
  }
  const character = String.fromCodePoint(text.codePointAt(start) ?? 0);
  return syntax({ start, end: start + character.length }, `\`${character}\` has no meaning in an expression.`);
}

/** Words need a space on both sides, signs do not. */
function apart(text: string, start: number, { written, meant }: { readonly written: string; readonly meant: string }): string {
  if (!/[a-z]$/.test(meant)) return meant;
  const before = /[\w)'"\]]/.test(text[start - 1] ?? ' ') ? ' ' : '';
  return `${before}${meant}${/\s/.test(text[start + written.length] ?? '') ? '' : ' '}`;
}

function syntax(span: Span, message: string): ExpressionError {
  return { code: 'expression-syntax', span, message };
}
