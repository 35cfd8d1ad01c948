/** A half-open range of UTF-16 offsets in one text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place: an absolute file path and a range in its text. */
export interface At {
  readonly file: string;
  readonly span: Span;
}

/** Zero-based line and UTF-16 character, as editors and `check --json` count. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** Answers positions for one text in O(log lines). Lines end at `\n`, `\r\n` or `\r`. */
export interface LineIndex {
  position(offset: number): Position;
  offset(position: Position): number;
}

export function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  return {
    position(offset) {
      const line = lastAtMost(starts, offset);
      return { line, character: offset - (starts[line] ?? 0) };
    },
    offset: ({ line, character }) => Math.min((starts[line] ?? text.length) + character, text.length),
  };
}

/** One search for each line: a regular expression costs several times as much at every keystroke. */
function lineStarts(text: string): readonly number[] {
  const starts = [0];
  if (text.includes('\r')) {
    for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
    return starts;
  }
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function lastAtMost(sorted: readonly number[], limit: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((sorted[middle] ?? 0) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}
