/** A line that is neither blank nor a comment. */
export interface ContentLine {
  /** Where the line begins. */
  readonly start: number;
  /** How many spaces stand before its first character. */
  readonly column: number;
}

/** The lines of a text that say something; `undefined` where spaces and line feeds alone do not tell its structure. */
export function contentLines(text: string): readonly ContentLine[] | undefined {
  if (/[\t\uFEFF]|\r(?!\n)/.test(text)) return undefined;
  const lines: ContentLine[] = [];
  for (let start = 0; start < text.length; ) {
    let at = start;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const first = text.charCodeAt(at);
    if (first !== LINE_FEED && first !== CARRIAGE_RETURN && first !== HASH && at < text.length) lines.push({ start, column: at - start });
    const end = text.indexOf('\n', at);
    start = end === -1 ? text.length : end + 1;
  }
  return lines;
}

const SPACE = 32;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const HASH = 35;
