import { formatValue } from '../../core/value/format.ts';
import type { Checked } from '../checked.ts';
import { lastPart } from '../paths.ts';
import type { Suggestion } from './suggestion.ts';
import type { Cursor } from './cursor.ts';
import { axisSuggestions } from './axisSuggestions.ts';
import { outputNames, spaceNames } from './expressionSuggestions.ts';
import { keyAt, valuesAt } from './format.ts';
import { memberValues } from './memberValues.ts';
import { optionSuggestions } from './optionSuggestions.ts';
import { parameterName } from './subject.ts';
import { PLACEHOLDER_HELP } from './words.ts';

/** Files of these kinds up to three folders below the task's; deeper ones are typed. */
const NEAR = ['*', '*/*', '*/*/*'];
const MOST_FILES = 200;

/** Values that may stand at a cursor: fixed ones of the format, members of the schema, names, functions and paths. */
export function valueSuggestions(checked: Checked, cursor: Cursor): readonly Suggestion[] {
  const { path } = cursor;
  const own = path.at(-1) === 0 ? path.at(-2) : path.at(-1);
  if (path[0] === 'run' && (own === 'python' || own === 'node')) return targets(checked, own, cursor.typed);
  if (own === 'extends' && path.length === 1) return files(checked, '.sweep.{yaml,yml}');
  if (own === 'schema' && path.length === 1) return files(checked, '.sweep-params.{yaml,yml}');
  if (own === 'points' && path.at(-1) !== 0) return files(checked, '.{csv,json,ndjson}');
  if (own === 'inputs' && path[0] === 'inputs') return found(checked, '').map((label) => ({ label, kind: 'file' }));
  if (path[0] === 'run' && own === 'command' && path.at(-1) === 0)
    return [...optionSuggestions(checked, cursor), ...commandWords(checked, cursor)];
  if (path[0] === 'run' && own === 'setup') return setupTargets(checked, cursor.typed);
  if (path[0] === 'metric' && own === 'name') return outputNames(checked);
  if ((path[0] === 'cache' && own === 'ignore') || path[0] === 'cross') return spaceNames(checked);
  if (path[0] === 'views' && path[1] === 'plots' && path.length > 3) return [...spaceNames(checked), ...outputNames(checked)];
  const members = parameterValues(checked, path);
  const values = members.length > 0 ? members : fixed(checked, path);
  return [...values, ...axisSuggestions(checked, cursor)];
}

function fixed(checked: Checked, path: Cursor['path']): readonly Suggestion[] {
  const documentation = keyAt(checked.file, path)?.documentation;
  return valuesAt(checked.file, path).map((label) => ({ label, kind: 'value', ...(documentation !== undefined && { documentation }) }));
}

/** Values that are known of the parameter whose value is typed: members of the schema, cases, its default. */
function parameterValues(checked: Checked, path: Cursor['path']): readonly Suggestion[] {
  const plain = path.at(-1) === 0 ? path.slice(0, -1) : path;
  const name = parameterName(plain.at(-1) === 'values' || plain.at(-1) === 'value' ? plain.slice(0, -1) : plain);
  if (name === undefined) return [];
  const among = path.includes('exclude') || path.includes('include');
  const values = memberValues(checked, name, among).map((value): Suggestion => ({ label: formatValue(value), kind: 'value' }));
  const field = checked.schema.parameters.get(name);
  return field?.type === 'file' ? [...values, ...dataFiles(checked, field.extensions ?? [])] : values;
}

function dataFiles(checked: Checked, extensions: readonly string[]): readonly Suggestion[] {
  return found(checked, '')
    .filter((path) => extensions.length === 0 || extensions.some((extension) => path.endsWith(extension)))
    .map((label) => ({ label, kind: 'file' }));
}

/** What a command is made of: programs and scripts of the workspace, and all parameters at once. */
function commandWords(checked: Checked, { typed }: Cursor): readonly Suggestion[] {
  if (typed.startsWith('-')) return [];
  const args: Suggestion = { label: '"${args}"', kind: 'value', documentation: PLACEHOLDER_HELP.args, filter: '${args}' };
  return [args, ...files(checked, '.{sh,py,js,mjs,cjs,ts,rb,jl,R,pl}')];
}

/** A function of the module that the objective is in, or another. */
function setupTargets(checked: Checked, typed: string): readonly Suggestion[] {
  const { run } = checked.analysis.task ?? {};
  if (run?.kind !== 'python' && run?.kind !== 'node') return [];
  const begun = /[:#]/.test(typed);
  const own = run.kind === 'python' ? `${run.module}:` : `${run.path}#`;
  return targets(checked, run.kind, begun ? typed : own);
}

/** Functions of the module that is typed already, or modules. */
function targets(checked: Checked, kind: 'python' | 'node', typed: string): readonly Suggestion[] {
  const separator = kind === 'python' ? ':' : '#';
  const at = typed.lastIndexOf(separator);
  if (at >= 0) {
    const target = typed.slice(0, at);
    return checked
      .functionsOf(kind, target)
      .map((label) => ({ label, kind: 'function', insert: `${target}${separator}${label}`, filter: `${target}${separator}${label}` }));
  }
  if (kind === 'node') return files(checked, '.{js,mjs,cjs,ts,mts}');
  return found(checked, '.py').map((path) => ({ label: path.slice(0, -'.py'.length).replaceAll('/', '.'), kind: 'file' }));
}

function files(checked: Checked, ending: string): readonly Suggestion[] {
  const own = lastPart(checked.file);
  return found(checked, ending)
    .filter((path) => path !== own)
    .map((path) => ({ label: `./${path}`, kind: 'file' }));
}

function found(checked: Checked, ending: string): readonly string[] {
  return NEAR.flatMap((depth) => checked.glob(`${depth}${ending}`)).slice(0, MOST_FILES);
}
