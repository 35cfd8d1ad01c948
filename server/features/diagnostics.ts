import { hash } from 'node:crypto';
import type { Problem } from '../../core/check/problem.ts';
import type { Span } from '../../core/text.ts';
import { entry } from '../../core/task/tree.ts';
import { type Checked, placeOf, rangeOf } from '../checked.ts';
import type { Diagnosed, Diagnosis, QuestionRequest } from '../serviceApi.ts';

/** The problems of a file, which most edits leave as they are: what the client shows is not sent again. */
export function diagnostics(checked: Checked, { shown }: QuestionRequest<'diagnostics'>): Diagnosed {
  const problems = diagnoses(checked);
  const id = hash('sha1', JSON.stringify(problems));
  return id === shown ? { id } : { id, problems };
}

/** In the editor's words. One that lies in another file is shown where this file names that file. */
function diagnoses(checked: Checked): readonly Diagnosis[] {
  return checked.analysis.problems.map((problem) => ({
    code: problem.code,
    severity: problem.severity,
    message: problem.message,
    range: rangeOf(checked, problem.file === checked.file ? problem.span : naming(checked)),
    related: related(checked, problem),
  }));
}

function related(checked: Checked, problem: Problem): Diagnosis['related'] {
  const own = (problem.related ?? []).map((place) => ({ ...placeOf(checked, place), message: place.message }));
  return problem.file === checked.file ? own : [{ ...placeOf(checked, problem), message: 'It is here.' }, ...own];
}

/** The value that leads to other files: `extends`, else `schema`, else the first character. */
function naming({ tree, file }: Checked): Span {
  const named = entry(tree, 'extends') ?? entry(tree, 'schema');
  return named?.value.file === file ? named.value.span : { start: 0, end: 0 };
}
