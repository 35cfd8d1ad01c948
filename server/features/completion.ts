import { type Checked, rangeOf } from '../checked.ts';
import type { Completion } from '../serviceApi.ts';
import { type Cursor, cursorAt } from './cursor.ts';
import { expectationSuggestions } from './expectationSuggestions.ts';
import { expressionSuggestions, placeholderSuggestions } from './expressionSuggestions.ts';
import { keySuggestions } from './keySuggestions.ts';
import { isExpectationPath, isExpressionPath } from './place.ts';
import type { Suggestion } from './suggestion.ts';
import { valueSuggestions } from './valueSuggestions.ts';

/** Everything that may stand at an offset, best first. */
export function completion(checked: Checked, offset: number): readonly Completion[] {
  const cursor = cursorAt(checked.text, offset);
  if (!cursor) return [];
  return suggestions(checked, cursor).map(({ replaces, ...suggestion }, rank) => {
    const start = replaces === undefined ? cursor.span.start : offset - replaces;
    const end = replaces === undefined ? cursor.span.end : offset;
    return { ...suggestion, insert: suggestion.insert ?? suggestion.label, range: rangeOf(checked, { start, end }), rank };
  });
}

function suggestions(checked: Checked, cursor: Cursor): readonly Suggestion[] {
  const placeholder = /\$\{([^}\s]*)$/.exec(cursor.typed)?.[1];
  if (placeholder !== undefined) return placeholderSuggestions(checked, placeholder);
  if (isExpectationPath(cursor.path)) return expectationSuggestions(checked, cursor.typed);
  if (isExpressionPath(cursor.path)) return expressionSuggestions(checked, cursor.typed, cursor.path.includes('columns'));
  const values = cursor.role === 'value' || cursor.path.at(-1) === 0 ? valueSuggestions(checked, cursor) : [];
  return cursor.role === 'key' ? [...values, ...keySuggestions(checked, cursor)] : values;
}
