import { formatEdits } from '../../core/task/format/format.ts';
import type { LineIndex, Span } from '../../core/text.ts';
import type { TextRange } from '../../protocol/language.ts';
import { type Checked, rangeOf } from '../checked.ts';
import type { TextChange } from '../serviceApi.ts';

/** Changes of white space that lay a file, or the lines of a part of it, out as the house does. */
export function formatting({ text, file, lines }: Checked, range: TextRange | undefined): readonly TextChange[] {
  return formatEdits(text, file, range && wholeLines(lines, range)).map(({ span, text: by }) => ({
    file,
    range: rangeOf({ lines }, span),
    text: by,
  }));
}

function wholeLines(lines: LineIndex, { start, end }: TextRange): Span {
  const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
  const from = lines.offset({ line: start.line, character: 0 });
  return { start: from, end: Math.max(from, lines.offset({ line: last + 1, character: 0 }) - 1) };
}
