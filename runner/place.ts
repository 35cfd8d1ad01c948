import type { Problem } from '../core/check/problem.ts';
import { type LineIndex, lineIndex } from '../core/text.ts';
import type { PlacedProblem } from '../protocol/runner.ts';

/** Brings offsets to lines and characters; `read` gives the text that the offsets count in. */
export function placeProblems(problems: readonly Problem[], read: (file: string) => string | undefined): readonly PlacedProblem[] {
  const indices = new Map<string, LineIndex>();
  const indexOf = (file: string): LineIndex => {
    const known = indices.get(file) ?? lineIndex(read(file) ?? '');
    indices.set(file, known);
    return known;
  };
  return problems.map(({ span, data: _fixData, ...rest }) => {
    const index = indexOf(rest.file);
    return { ...rest, range: { start: index.position(span.start), end: index.position(span.end) } };
  });
}
