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
  return [
    ...parameters.map((one) => nameSuggestion(checked, cursor, one)),
    ...caseNames(checked, cursor),
    ...keys.map((one) => keySuggestion(cursor, one)),
  ];
}

/** Members of the enum that a case parameter is, as the names of its cases. */
function caseNames(checked: Checked, { path, keys, followed }: Cursor): readonly Suggestion[] {
  if (path.at(-2) !== 'cases') return [];
  const values = (parametersOf(checked).get(String(path.at(-1)))?.field?.values ?? []).filter((value) => typeof value === 'string');
  return values
    .filter((value) => !keys.includes(value))
    .map(
      (value): Suggestion => ({
        label: value,
        kind: 'value',
        insert: followed ? value : `${value}: {$0}`,
        snippet: !followed,
      }),
    );
}

/** Whether keys here are names of parameters: `missing` ones, or those that the space has. */
function namesWanted(path: Cursor['path']): Wanted | undefined {
  const last = path.at(-1);
  if (last === 'cases') return 'enums';
  if (last === 0 && path.at(-2) === 'points') return 'all';
  if (last === 'parameters') return path.at(-2) === 'schema' ? 'all' : 'missing';
  if (path.at(-2) === 'zip' || path.at(-3) === 'cases') return 'missing';
  if (last === 0 && ['exclude', 'include'].includes(String(path.at(-2)))) return 'used';
  return undefined;
}

type Wanted = 'missing' | 'used' | 'all' | 'enums';

function parametersFor(checked: Checked, wanted: Wanted): readonly Parameter[] {
  const all = [...parametersOf(checked).values()];
  if (wanted === 'all') return all;
  if (wanted === 'enums') return all.filter(({ places, field }) => places.length === 0 && field?.type === 'enum');
  return all.filter(({ places }) => places.length > 0 === (wanted === 'used'));
}

function nameSuggestion(checked: Checked, { followed }: Cursor, parameter: Parameter): Suggestion {
  const { name, field, argument, option } = parameter;
  const preset = field?.default ?? argument?.default ?? option?.default;
  const type = field && field.type !== 'any' ? field.type : (argument?.annotation ?? option?.type);
  const detail = [type, preset === undefined ? undefined : `default ${formatValue(preset)}`]
    .filter((part) => part !== undefined)
    .join(', ');
  return {
    label: name,
    kind: 'parameter',
    insert: followed ? name : `${name}: `,
    ...(!followed && { again: true }),
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
