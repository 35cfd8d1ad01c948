import type { TextRange } from '../../protocol/language.ts';

/** One edit of a document: the range that was replaced, and the new text. */
export interface TextChange {
  readonly range: TextRange;
  readonly text: string;
}

/** Where a range stands after an edit; undefined when the edit touched it, for then it may mean something else. */
export function movedRange(range: TextRange, { range: replaced, text }: TextChange): TextRange | undefined {
  const { start, end } = replaced;
  if (isBefore(range.end, start)) return range;
  if (!isBefore(end, range.start)) return undefined;
  const lines = text.split(/\r\n|\r|\n/);
  const added = lines.length - 1;
  const width = (lines.at(-1) ?? '').length + (added === 0 ? start.character : 0);
  const moved = (place: TextRange['start']): TextRange['start'] => ({
    line: place.line + added - (end.line - start.line),
    character: place.line === end.line ? place.character - end.character + width : place.character,
  });
  return { start: moved(range.start), end: moved(range.end) };
}

/** Where a range stands after several edits, each on the text that the one before it left. */
export function movedAlong(range: TextRange, changes: readonly TextChange[]): TextRange | undefined {
  return changes.reduce<TextRange | undefined>((at, change) => at && movedRange(at, change), range);
}

/** Touching counts as before, so that text put directly behind a value does not end its note: it is typed anew anyway. */
function isBefore(a: TextRange['start'], b: TextRange['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character <= b.character);
}
