/**
 * Where the text nests deeper than `limit`, found in one cheap pass before the YAML parser (whose own limit comes late and
 * costs time): flow brackets, indentation and compact `- - ? ?` indicators. Quoted text, comments and block scalars do not count.
 */
export function deeperThan(text: string, limit: number): number | undefined {
  const scan: Scan = { text, columns: [], flow: 0, deepest: 0, offset: 0, skipDeeperThan: undefined };
  while (scan.offset < text.length) {
    const start = scan.offset;
    openLine(scan);
    if (scan.columns.length + scan.flow > limit) return start;
    scan.deepest = scan.flow;
    scanLine(scan);
    if (scan.columns.length + scan.deepest > limit) return start;
  }
  return undefined;
}

interface Scan {
  readonly text: string;
  /** Columns of the open block levels. */
  readonly columns: number[];
  flow: number;
  /** The most that `flow` was on this line. */
  deepest: number;
  offset: number;
  /** Inside a block scalar: lines indented more than this belong to it. */
  skipDeeperThan: number | undefined;
}

const INDICATORS = '-?:';

/** Reads indentation and compact indicators of one line, leaves the offset at its first other character. */
function openLine(scan: Scan): void {
  const { text, columns } = scan;
  const start = scan.offset;
  let at = start;
  while (text[at] === ' ') at += 1;
  scan.offset = at;
  if (scan.flow > 0 || isBreak(text[at]) || text[at] === '#') return;
  if (scan.skipDeeperThan !== undefined && at - start > scan.skipDeeperThan) {
    scan.offset = lineEnd(text, at);
    return;
  }
  scan.skipDeeperThan = undefined;
  push(columns, at - start);
  while (INDICATORS.includes(text[at] ?? '\n') && (text[at + 1] === ' ' || text[at + 1] === '\t')) {
    at += 2;
    while (text[at] === ' ') at += 1;
    push(columns, at - start);
  }
  scan.offset = at;
}

function push(columns: number[], column: number): void {
  while ((columns.at(-1) ?? -1) >= column) columns.pop();
  columns.push(column);
}

/** Reads the rest of a line, or more when a quoted scalar goes on, and its line break. */
function scanLine(scan: Scan): void {
  const { text } = scan;
  let fresh = true;
  while (scan.offset < text.length) {
    const character = text[scan.offset] ?? '';
    if (character === '\n') break;
    if (fresh && (character === '"' || character === "'")) scan.offset = quoteEnd(text, scan.offset);
    else if (fresh && (character === '|' || character === '>') && scan.flow === 0) return openScalar(scan);
    else if (character === '#' && isSpace(text[scan.offset - 1])) scan.offset = lineEnd(text, scan.offset) - 1;
    else countBracket(scan, character, fresh);
    fresh = startsToken(character, fresh, scan.flow);
    scan.offset += 1;
  }
  scan.offset += 1;
}

function countBracket(scan: Scan, character: string, fresh: boolean): void {
  if ((character === '{' || character === '[') && (fresh || scan.flow > 0)) scan.deepest = Math.max(scan.deepest, ++scan.flow);
  else if ((character === '}' || character === ']') && scan.flow > 0) scan.flow -= 1;
}

function openScalar(scan: Scan): void {
  const line = scan.text.lastIndexOf('\n', scan.offset) + 1;
  let column = line;
  while (scan.text[column] === ' ') column += 1;
  scan.skipDeeperThan = column - line;
  scan.offset = lineEnd(scan.text, scan.offset) + 1;
}

function startsToken(character: string, fresh: boolean, flow: number): boolean {
  if (character === ' ' || character === '\t') return fresh;
  if (character === ':' || character === '-' || character === '?') return true;
  return flow > 0 ? character === ',' || character === '{' || character === '[' : false;
}

/** Index of the closing quote, or of the last character of the text. */
function quoteEnd(text: string, start: number): number {
  const quote = text[start] ?? '"';
  let at = start + 1;
  while (at < text.length) {
    if (text[at] === '\\' && quote === '"') at += 1;
    else if (text[at] === quote) return at;
    at += 1;
  }
  return text.length;
}

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

function isBreak(character: string | undefined): boolean {
  return character === undefined || character === '\n' || character === '\r';
}

function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === undefined;
}
