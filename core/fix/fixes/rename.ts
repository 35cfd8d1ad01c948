import type { Problem } from '../../check/problem.ts';
import type { FixMaker } from '../fix.ts';

/** Replaces a misspelt name by the one that was probably meant. */
export const rename: FixMaker = (problem, { text }) => {
  const suggestion = suggestedText(problem, text);
  if (suggestion === undefined) return [];
  return [{ title: `Change to \`${suggestion}\``, edits: [{ file: problem.file, span: problem.span, text: suggestion }], safe: true }];
};

/** Suggestions name parameters in full, but inside a group only the last part is written. */
function suggestedText({ data, span }: Problem, text: string): string | undefined {
  const [suggestion, name] = [data?.['suggestion'], data?.['name']];
  if (typeof suggestion !== 'string') return undefined;
  const written = text.slice(span.start, span.end).replace(/^(["'])(.*)\1$/, '$2');
  if (typeof name !== 'string' || name === written) return suggestion;
  const prefix = name.endsWith(`.${written}`) ? name.slice(0, -written.length) : undefined;
  return prefix !== undefined && suggestion.startsWith(prefix) ? suggestion.slice(prefix.length) : undefined;
}
