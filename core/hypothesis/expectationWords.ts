import type { Span } from '../text.ts';

/** One word of an expectation: the name of an output or, in brackets, of a parameter; a value behind `=`; a number or an operator. */
export interface ExpectationWord extends Span {
  readonly kind: 'output' | 'parameter' | 'value' | 'number' | 'operator';
  /** Without quotes. */
  readonly text: string;
  /** Of a value: the parameter that it is compared with. */
  readonly of?: string;
}

const NAME = /[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)*/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const VALUE = /'[^']*'?|"[^"]*"?|[^\s,\]['"<>=!](?:[^,\]['"<>=!]*[^\s,\]['"<>=!])?/y;
const OPERATOR = /<=|>=|!=|[<>=[\],+-]/y;

/** The words of an expectation with their roles, also while it is half written: for colours, completion and finding names. */
export function expectationWords(text: string): readonly ExpectationWord[] {
  const words: ExpectationWord[] = [];
  let place: 'output' | 'parameter' | 'value' = 'output';
  for (let at = 0; at < text.length && words.length < MOST_WORDS; ) {
    const word: ExpectationWord | undefined = wordAt(text, at, place);
    if (word?.kind === 'operator') place = placeBehind(word.text, place);
    if (word?.kind === 'value') words.push({ ...word, ...comparedWith(words) });
    else if (word) words.push(word);
    at = word?.end ?? at + 1;
  }
  return words;
}

/** More than any claim has. */
const MOST_WORDS = 20_000;

function wordAt(text: string, at: number, place: 'output' | 'parameter' | 'value'): ExpectationWord | undefined {
  const found = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0];
  };
  const wanted = found(place === 'value' ? VALUE : NAME);
  if (wanted !== undefined) return { kind: place, text: unquoted(wanted), start: at, end: at + wanted.length };
  const number = found(NUMBER);
  if (number !== undefined) return { kind: 'number', text: number, start: at, end: at + number.length };
  const operator = found(OPERATOR);
  return operator === undefined ? undefined : { kind: 'operator', text: operator, start: at, end: at + operator.length };
}

function placeBehind(operator: string, place: 'output' | 'parameter' | 'value'): 'output' | 'parameter' | 'value' {
  if (operator === '[') return 'parameter';
  if (operator === '=') return place === 'parameter' ? 'value' : place;
  if (operator === ',') return place === 'output' ? place : 'parameter';
  return 'output';
}

function comparedWith(words: readonly ExpectationWord[]): Pick<ExpectationWord, 'of'> {
  const name = words.at(-2);
  return name?.kind === 'parameter' ? { of: name.text } : {};
}

function unquoted(text: string): string {
  return /^["']/.test(text) ? text.slice(1, text.length > 1 && text.endsWith(text.charAt(0)) ? -1 : undefined) : text;
}
