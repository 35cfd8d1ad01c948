import { RE2JS, RE2JSException } from 're2js';

/** An author's regular expression, matched in time linear in the text whatever it says. */
export interface Pattern {
  /** Whether some part of the text matches. */
  matches(text: string): boolean;
  /** The last match, `^` and `$` meaning lines: its first group, or all of it where there is none. */
  last(text: string): string | undefined;
}

/** A pattern, or why it is refused, as the rest of a sentence. */
export type ReadPattern = { readonly pattern: Pattern } | { readonly refusal: string };

/**
 * Reads a regular expression of JavaScript (flag `u`) as RE2 does: without look-around and back references, which no engine
 * matches in bounded time. The same in every process, so that what the editor accepts cannot hang the runner.
 */
export function readPattern(source: string): ReadPattern {
  if (!isRegularExpression(source)) return { refusal: 'is not a regular expression: check its brackets and backslashes' };
  const simple = BACK_REFERENCE.test(source) ? undefined : compiled(source, 0);
  if (simple === undefined || simple.programSize() > MOST_STEPS) return { refusal: REFUSED };
  return { pattern: { matches: (text) => simple.test(text), last: (text) => lastMatch(source, text) } };
}

function isRegularExpression(source: string): boolean {
  try {
    return new RegExp(source, 'u').unicode;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const REFUSED =
  'could take for ever to match: write it without look-around (`(?=`, `(?!`, `(?<=`), back references (`\\1`, `\\k`) and counts above 500';

/** `\k` after an even number of backslashes; the translation would take it for the letter. */
const BACK_REFERENCE = /(?<!\\)(?:\\\\)*\\k/;

/** Time is at worst this times the length of the text; a counted repetition costs a step or two for each time. */
const MOST_STEPS = 1_100;

function compiled(source: string, flags: number): RE2JS | undefined {
  try {
    return RE2JS.compile(RE2JS.translateRegExp(source), flags);
  } catch (error) {
    if (error instanceof RE2JSException) return undefined;
    throw error;
  }
}

function lastMatch(source: string, text: string): string | undefined {
  let last: RegExpMatchArray | undefined;
  for (const match of compiled(source, RE2JS.MULTILINE)?.matchAll(text) ?? []) last = match;
  return last && (last[1] ?? last[0]);
}
