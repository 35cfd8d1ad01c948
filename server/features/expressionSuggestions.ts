import { FUNCTIONS } from '../../core/expression/ast.ts';
import { BUILT_IN_PLACEHOLDERS } from '../../core/task/placeholder.ts';
import type { Checked } from '../checked.ts';
import type { Suggestion } from './suggestion.ts';
import { aboutParameter } from './hover.ts';
import { parametersOf } from './parameters.ts';

const WORDS = ['and', 'or', 'not', 'in', 'true', 'false', 'none', 'pi'];

/** Parameter names, functions and words of an expression; of `typed` the last name is replaced. */
export function expressionSuggestions(checked: Checked, typed: string): readonly Suggestion[] {
  if (insideText(typed)) return [];
  const replaces = (/[A-Za-z_][\w.-]*$/.exec(typed)?.[0] ?? '').length;
  return [
    ...spaceNames(checked).map((suggestion) => ({ ...suggestion, replaces })),
    ...FUNCTIONS.map((name): Suggestion => ({ label: name, kind: 'function', insert: `${name}($0)`, snippet: true, replaces })),
    ...WORDS.map((word): Suggestion => ({ label: word, kind: 'operator', replaces })),
  ];
}

/** What may stand between `${` and `}`. */
export function placeholderSuggestions(checked: Checked, typed: string): readonly Suggestion[] {
  const builtIn = BUILT_IN_PLACEHOLDERS.map((name): Suggestion => ({ label: name, kind: 'value', detail: 'placeholder' }));
  return [...spaceNames(checked), ...builtIn].map((suggestion) => ({
    ...suggestion,
    insert: `${suggestion.label}}`,
    replaces: typed.length,
  }));
}

/** Names of parameters that points have. */
export function spaceNames(checked: Checked): readonly Suggestion[] {
  const used = [...parametersOf(checked).values()].filter(({ places, field }) => places.length > 0 || field?.default !== undefined);
  return used.map((parameter) => ({ label: parameter.name, kind: 'parameter', documentation: aboutParameter(checked, parameter) }));
}

/** An odd number of quotes before the cursor. */
function insideText(typed: string): boolean {
  return (typed.match(/'/g)?.length ?? 0) % 2 === 1;
}
