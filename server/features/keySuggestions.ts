import type { DescribedKey } from '../../core/task/describe.ts';
import { formatValue } from '../../core/value/format.ts';
import type { Checked } from '../checked.ts';
import type { Suggestion } from './suggestion.ts';
import type { Cursor } from './cursor.ts';
import { keysAt } from './format.ts';
import { aboutParameter } from './hover.ts';
import { type Parameter, parametersOf } from './parameters.ts';

/** Keys that may be typed at a cursor: names of parameters first, where names belong, then keys of the format. */
export function keySuggestions(checked: Checked, cursor: Cursor): readonly Suggestion[] {
  const names = namesWanted(cursor.path);
  const parameters = names === undefined ? [] : parametersFor(checked, names).filter(({ name }) => !cursor.keys.includes(name));
  const keys = keysAt(checked.file, cursor.path, cursor.keys);
  return [...parameters.map((one) => nameSuggestion(checked, cursor, one)), ...keys.map((one) => keySuggestion(cursor, one))];
}

/** Whether keys here are names of parameters: `missing` ones, or those that the space has. */
function namesWanted(path: Cursor['path']): 'missing' | 'used' | 'all' | undefined {
  const last = path.at(-1);
  if (last === 'parameters') return path.at(-2) === 'schema' ? 'all' : 'missing';
  if (path.at(-2) === 'zip' || path.at(-3) === 'cases') return 'missing';
  if (last === 0 && ['exclude', 'include', 'points'].includes(String(path.at(-2)))) return 'used';
  return undefined;
}

function parametersFor(checked: Checked, wanted: 'missing' | 'used' | 'all'): readonly Parameter[] {
  const all = [...parametersOf(checked).values()];
  if (wanted === 'all') return all;
  return all.filter(({ places }) => places.length > 0 === (wanted === 'used'));
}

function nameSuggestion(checked: Checked, { followed }: Cursor, parameter: Parameter): Suggestion {
  const { name, field, argument } = parameter;
  const preset = field?.default ?? argument?.default;
  const type = field && field.type !== 'any' ? field.type : argument?.annotation;
  const detail = [type, preset === undefined ? undefined : `default ${formatValue(preset)}`]
    .filter((part) => part !== undefined)
    .join(', ');
  return {
    label: name,
    kind: 'parameter',
    insert: followed ? name : `${name}: `,
    documentation: aboutParameter(checked, parameter),
    ...(detail !== '' && { detail }),
  };
}

function keySuggestion({ style, followed }: Cursor, { key, documentation, type, kind }: DescribedKey): Suggestion {
  const tails = { scalar: ': ', list: ': [$0]', mapping: style === 'flow' ? ': {$0}' : ':\n  $0' };
  return {
    label: key,
    kind: 'key',
    detail: type,
    insert: followed ? key : `${key}${tails[kind]}`,
    documentation,
    ...(!followed && kind !== 'scalar' && { snippet: true }),
    ...(!followed && { again: true }),
  };
}
