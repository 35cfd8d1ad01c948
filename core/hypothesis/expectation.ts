import type { Span } from '../text.ts';
import { sameValue } from '../value/equal.ts';
import { parseText } from '../value/parseText.ts';
import type { Value } from '../value/value.ts';
import type { Expectation, Selection, SelectionCondition } from './hypothesis.ts';

/** What is wrong with an expectation, and where. */
export interface ExpectationError {
  readonly message: string;
  readonly span: Span;
}

/** Reads `val_loss[optimizer=adamw, depth=4] < val_loss[optimizer=sgd] - 0.05` to its end. */
export function parseExpectation(text: string): Expectation | ExpectationError {
  const reader = newReader(text);
  try {
    const left = readSelection(reader);
    const operator = reader.take(OPERATOR, 'Here `<`, `<=`, `>`, `>=` or `!=` is expected, for what is claimed of the two sides');
    const right = readSelection(reader);
    const margin = readMargin(reader);
    reader.end();
    // SAFETY: the pattern matches these words only.
    return { left, operator: operator.text as Expectation['operator'], right, margin };
  } catch (error) {
    if (error instanceof Unreadable) return { message: error.message, span: error.span };
    throw error;
  }
}

/** Whether a parameter has the value of a condition; text that looks like a number or a word of YAML also matches itself. */
export function meets({ value, text }: Pick<SelectionCondition, 'value' | 'text'>, found: Value | undefined): boolean {
  return found !== undefined && (sameValue(value, found) || (typeof found === 'string' && found === text));
}

const NAME = /[A-Za-z_][A-Za-z0-9_-]*(?:\.[A-Za-z_][A-Za-z0-9_-]*)*/y;
const OPERATOR = /<=|>=|!=|<(?!>)|>/y;
const SIGN = /[-+]/y;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const QUOTED = /'[^']*'|"[^"]*"/y;
const BARE = /[^\s,\]['"<>=!](?:[^,\]['"<>=!]*[^\s,\]['"<>=!])?/y;

function readSelection(reader: Reader): Selection {
  const output = reader.take(NAME, 'Here the name of an output is expected');
  const conditions = reader.maybe(/\[/y) ? readConditions(reader) : [];
  return { text: reader.text.slice(output.span.start, reader.last()), output: output.text, outputSpan: output.span, conditions };
}

function readConditions(reader: Reader): readonly SelectionCondition[] {
  const conditions: SelectionCondition[] = [];
  do {
    const name = reader.take(NAME, 'Here the name of a parameter is expected, as in `[optimizer=adam]`');
    reader.take(/=(?!=)/y, 'Here `=` and a value are expected, as in `[optimizer=adam]`');
    const quoted = reader.maybe(QUOTED);
    const found = quoted ?? reader.take(BARE, 'Here a value is expected; one with spaces or commas at its ends stands in quotes');
    const text = quoted ? found.text.slice(1, -1) : found.text;
    conditions.push({ name: name.text, nameSpan: name.span, value: quoted ? text : parseText(text), text, valueSpan: found.span });
  } while (reader.maybe(/,/y));
  reader.take(/\]/y, 'Here `]` is expected, or `,` and another condition');
  return conditions;
}

function readMargin(reader: Reader): number {
  const sign = reader.maybe(SIGN);
  if (!sign) return 0;
  const number = reader.take(NUMBER, 'Here a number is expected, the margin');
  return Number(sign.text + number.text);
}

interface Found {
  readonly text: string;
  readonly span: Span;
}

interface Reader {
  readonly text: string;
  maybe(pattern: RegExp): Found | undefined;
  take(pattern: RegExp, otherwise: string): Found;
  end(): void;
  /** Where the last word ended. */
  last(): number;
}

class Unreadable extends Error {
  readonly span: Span;

  constructor(message: string, span: Span) {
    super(message);
    this.span = span;
  }
}

function newReader(text: string): Reader {
  let at = 0;
  const skip = () => {
    while (/\s/.test(text[at] ?? '')) at += 1;
  };
  const maybe = (pattern: RegExp): Found | undefined => {
    const before = at;
    skip();
    pattern.lastIndex = at;
    const found = pattern.exec(text)?.[0];
    if (found === undefined) {
      at = before;
      return undefined;
    }
    const span = { start: at, end: at + found.length };
    at = span.end;
    return { text: found, span };
  };
  const here = (): Span => {
    skip();
    const word = /^(?:[\w.]+|[<>=!]+|\S)?/.exec(text.slice(at))?.[0] ?? '';
    return word === '' ? { start: Math.max(0, at - 1), end: text.length } : { start: at, end: at + word.length };
  };
  return {
    text,
    maybe,
    take(pattern, otherwise) {
      const found = maybe(pattern);
      if (found) return found;
      const span = here();
      const instead = text.slice(span.start, span.end).trim();
      throw new Unreadable(at >= text.length ? `${otherwise}, but the text ends.` : `${otherwise}, not \`${instead.slice(0, 40)}\`.`, span);
    },
    end() {
      const { start } = here();
      if (at < text.length)
        throw new Unreadable('An expectation ends with its second side and a margin such as `- 0.05`; this is left over.', {
          start,
          end: text.trimEnd().length,
        });
    },
    last: () => at,
  };
}
