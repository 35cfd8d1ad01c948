import { expectationWords } from '../../core/hypothesis/expectationWords.ts';
import { formatValue } from '../../core/value/format.ts';
import type { Checked } from '../checked.ts';
import { outputNames, spaceNames } from './expressionSuggestions.ts';
import { memberValues } from './memberValues.ts';
import type { Suggestion } from './suggestion.ts';

/** What may follow in the claim of a hypothesis: an output, in brackets a parameter, behind its equals sign one of its values. */
export function expectationSuggestions(checked: Checked, typed: string): readonly Suggestion[] {
  const words = expectationWords(typed);
  const last = words.at(-1);
  const begun = last && last.kind !== 'operator' && last.end === typed.length ? last : undefined;
  const replaces = begun === undefined ? 0 : begun.end - begun.start;
  const before = begun ? words.at(-2) : last;
  if (before === undefined || /^(<|>|!)/.test(before.text)) return placed(outputNames(checked), replaces);
  if (before.kind !== 'operator') return [];
  const isConditions = words.findLast(({ kind, text }) => kind === 'operator' && /[[\]]/.test(text))?.text === '[';
  if (!isConditions) return [];
  if (before.text !== '=') return placed(spaceNames(checked), replaces).map((one) => ({ ...one, insert: `${one.label}=`, again: true }));
  const name = words.at(begun ? -3 : -2)?.text ?? '';
  const values = [...new Set(memberValues(checked, name, true).map(formatValue))];
  return values.map((label) => ({ label, kind: 'value', replaces }));
}

function placed(suggestions: readonly Suggestion[], replaces: number): readonly Suggestion[] {
  return suggestions.map((one) => ({ ...one, replaces }));
}
