import type { Checked } from '../checked.ts';
import type { Cursor } from './cursor.ts';
import { parametersOf } from './parameters.ts';
import { parameterName } from './subject.ts';
import type { Suggestion } from './suggestion.ts';

/** Forms of an axis behind the name of a parameter, filled in from its schema; each leaves a valid file. */
export function axisSuggestions(checked: Checked, { path, typed }: Cursor): readonly Suggestion[] {
  if (!isValueOfParameter(path) || typed !== '') return [];
  const field = parametersOf(checked).get(parameterName(path) ?? '')?.field;
  if (field?.type === 'file')
    return [{ label: '{ files }', kind: 'value', insert: "{ files: '${1:data/*.csv}' }", snippet: true, ...ALL_FILES }];
  if (field && !NUMERIC.has(field.type)) return [];
  const [min, max] = [field?.min ?? 0, field?.max ?? Math.max(1, (field?.min ?? 0) + 1)];
  const from = min > 0 ? min : max / 1000;
  const form = (label: string, insert: string, documentation: string): Suggestion => ({
    label,
    kind: 'value',
    insert,
    snippet: true,
    documentation,
    detail: 'axis',
  });
  return [
    form('[…]', `[\${1:${min}}, \${2:${max}}]`, 'A list of values.'),
    form('{ min, max, num }', `{ min: \${1:${min}}, max: \${2:${max}}, num: \${3:5} }`, 'Evenly spread values, both ends included.'),
    form('{ min, max, step }', `{ min: \${1:${min}}, max: \${2:${max}}, step: \${3:${max - min}} }`, 'Values at equal distances.'),
    form('{ …, scale: log }', `{ min: \${1:${from}}, max: \${2:${max}}, num: \${3:4}, scale: log }`, 'Values at equal ratios.'),
  ];
}

const NUMERIC: ReadonlySet<string> = new Set(['float', 'int', 'any']);

const ALL_FILES = { detail: 'axis', documentation: 'All files that match, sorted by path.' } as const;

/** Directly behind a name below `parameters` or in a zip. */
function isValueOfParameter(path: Cursor['path']): boolean {
  if (path.at(-2) === 'parameters' && path.at(-3) !== 'schema') return true;
  return path.at(-3) === 'zip';
}
