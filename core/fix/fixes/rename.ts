import type { Problem } from '../../check/problem.ts';
import type { At } from '../../text.ts';
import type { FixMaker } from '../fix.ts';

/** Replaces a misspelt name by the one that was probably meant; that of a parameter wherever this file names it. */
export const rename: FixMaker = (problem, context) => {
  const suggestion = suggestedText(problem, context.text);
  if (suggestion === undefined) return [];
  const others = usesOf(problem, context.uses).filter(({ span }) => span.start !== problem.span.start);
  const edits = [problem, ...others].map(({ file, span }) => ({ file, span, text: suggestion }));
  const places = others.length === 1 ? ' and in one other place' : ` and in ${others.length} other places`;
  return [{ title: `Change to \`${suggestion}\`${others.length === 0 ? '' : ` here${places}`}`, edits, safe: true }];
};

/** Only where a parameter gets its values: elsewhere the misspelt name is the one mistake. */
function usesOf({ code, data, file }: Problem, uses: ((parameter: string) => readonly At[]) | undefined): readonly At[] {
  const name = data?.['name'];
  return code === 'unknown-argument' && typeof name === 'string' && uses ? uses(name).filter((at) => at.file === file) : [];
}

/** Suggestions name parameters in full, but inside a group only the last part is written. */
function suggestedText({ data, span }: Problem, text: string): string | undefined {
  const [suggestion, name] = [data?.['suggestion'], data?.['name']];
  if (typeof suggestion !== 'string') return undefined;
  const written = text.slice(span.start, span.end).replace(/^(["'])(.*)\1$/, '$2');
  if (typeof name !== 'string' || name === written) return suggestion;
  const prefix = name.endsWith(`.${written}`) ? name.slice(0, -written.length) : undefined;
  return prefix !== undefined && suggestion.startsWith(prefix) ? suggestion.slice(prefix.length) : undefined;
}
