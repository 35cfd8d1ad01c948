import { fixesFor } from '../../core/fix/fixesFor.ts';
import type { Problem } from '../../core/check/problem.ts';
import { lineIndex } from '../../core/text.ts';
import type { TextRange } from '../../protocol/language.ts';
import { type Checked, rangeOf } from '../checked.ts';
import type { FixOffer } from '../serviceApi.ts';
import { fixContext } from './fixContext.ts';

/** Quick fixes of all problems of this file that touch the range. */
export function fixes(checked: Checked, range: TextRange): readonly FixOffer[] {
  const from = checked.lines.offset(range.start);
  const to = checked.lines.offset(range.end);
  const touched = checked.analysis.problems.filter(
    (problem) => problem.file === checked.file && problem.span.start <= to && from <= problem.span.end,
  );
  return touched.flatMap((problem) => offers(checked, problem));
}

function offers(checked: Checked, problem: Problem): readonly FixOffer[] {
  return fixesFor(problem, fixContext(checked)).map((fix, index) => ({
    title: fix.title,
    code: problem.code,
    range: rangeOf(checked, problem.span),
    preferred: index === 0,
    edits: fix.edits.map((edit) => {
      const lines = edit.file === checked.file ? checked.lines : lineIndex(checked.read(edit.file) ?? '');
      return { file: edit.file, range: rangeOf({ lines }, edit.span), text: edit.text };
    }),
  }));
}
