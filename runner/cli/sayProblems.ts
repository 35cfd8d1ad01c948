import type { PlacedProblem } from '../../protocol/runner.ts';
import { type CliContext, shownPath } from './context.ts';
import { printable, say } from './print.ts';

/** `file:line:column: severity: message [code]`, as compilers write it. */
export function sayProblems(context: CliContext, problems: readonly PlacedProblem[]): void {
  for (const one of problems) say(problemLine(context, one));
}

export function problemLine(context: CliContext, one: PlacedProblem): string {
  const { line, character } = one.range.start;
  return `${shownPath(context, one.file)}:${line + 1}:${character + 1}: ${one.severity}: ${printable(one.message)} [${one.code}]`;
}
