import { FUNCTIONS } from '../../core/expression/ast.ts';
import { EXPRESSION_WORDS } from '../../core/expression/tokens.ts';
import { BUILT_IN_PLACEHOLDERS } from '../../core/task/placeholder.ts';
import type { Checked } from '../checked.ts';
import type { Suggestion } from './suggestion.ts';
import { aboutParameter } from './hover.ts';
import { memberValues } from './memberValues.ts';
import { escaped } from './markdown.ts';
import { parametersOf } from './parameters.ts';
import { FUNCTION_HELP, PLACEHOLDER_HELP, WORD_HELP } from './words.ts';

/** Parameter names, functions and words of an expression, in a text what it may be; of `typed` the last name is replaced. */
export function expressionSuggestions(checked: Checked, typed: string, withOutputs = false): readonly Suggestion[] {
  if (insideText(typed)) return comparedTexts(checked, typed);
  const replaces = (/[A-Za-z_][\w.-]*$/.exec(typed)?.[0] ?? '').length;
  return [
    ...[...spaceNames(checked), ...(withOutputs ? outputNames(checked) : [])].map((suggestion) => ({ ...suggestion, replaces })),
    ...FUNCTIONS.map(
      (name): Suggestion => ({
        label: name,
        kind: 'function',
        insert: `${name}($0)`,
        snippet: true,
        documentation: FUNCTION_HELP[name],
        replaces,
      }),
    ),
    ...EXPRESSION_WORDS.map((word): Suggestion => ({ label: word, kind: 'operator', documentation: WORD_HELP[word], replaces })),
  ];
}

/** What may stand between `${` and `}`. */
export function placeholderSuggestions(checked: Checked, typed: string): readonly Suggestion[] {
  const builtIn = BUILT_IN_PLACEHOLDERS.map(
    (name): Suggestion => ({ label: name, kind: 'value', detail: 'placeholder', documentation: PLACEHOLDER_HELP[name] }),
  );
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

/** Names of declared outputs. */
export function outputNames(checked: Checked): readonly Suggestion[] {
  const outputs = [...checked.schema.outputs.values()];
  return outputs.map(({ name, type, description }) => ({
    label: name,
    kind: 'parameter',
    detail: type === 'any' ? 'output' : `${type}, output`,
    ...(description !== undefined && { documentation: escaped(description) }),
  }));
}

/** The members of the parameter that the text under the cursor is compared with. */
function comparedTexts(checked: Checked, typed: string): readonly Suggestion[] {
  const match = /([A-Za-z_][\w.-]*)\s*(?:[=!]=\s*|(?:not\s+)?in\s*\[[^\]]*)'([^']*)$/.exec(typed);
  const [, name = '', text = ''] = match ?? [];
  return memberValues(checked, name, true)
    .filter((value) => typeof value === 'string')
    .map((label) => ({ label, kind: 'value', replaces: text.length }));
}

/** An odd number of quotes before the cursor. */
function insideText(typed: string): boolean {
  return (typed.match(/'/g)?.length ?? 0) % 2 === 1;
}
