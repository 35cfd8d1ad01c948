import { fixesFor } from '../../core/fix/fixesFor.ts';
import type { Edit } from '../../core/fix/fix.ts';
import { type Checked, placeOf } from '../checked.ts';
import type { TextChange } from '../serviceApi.ts';
import { fixContext } from './fixContext.ts';

/** The edits of all fixes that can be applied without looking; of those that touch each other the first. */
export function fixAll(checked: Checked): readonly TextChange[] {
  const { file, analysis } = checked;
  const context = fixContext(checked);
  const taken: Edit[] = [];
  for (const problem of analysis.problems) {
    if (problem.file !== file) continue;
    const safe = fixesFor(problem, context).find((fix) => fix.safe && fix.edits.every((edit) => edit.file === file));
    if (safe && !safe.edits.some((edit) => taken.some((other) => touch(edit, other)))) taken.push(...safe.edits);
  }
  return taken.map((edit) => ({ ...placeOf(checked, edit), text: edit.text }));
}

function touch(one: Edit, other: Edit): boolean {
  return one.span.start <= other.span.end && other.span.start <= one.span.end;
}
