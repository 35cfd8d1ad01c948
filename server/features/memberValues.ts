import type { Value } from '../../core/value/value.ts';
import type { Checked } from '../checked.ts';
import { namesOf } from './names.ts';
import { parametersOf } from './parameters.ts';

/** The values that a parameter is known to take: its cases, the members of its field, `true` and `false`, a default. */
export function memberValues(checked: Checked, name: string): readonly Value[] {
  const cases = namesOf(checked).cases.get(name);
  if (cases) return [...cases];
  const { field, argument } = parametersOf(checked).get(name) ?? {};
  if (field?.values) return field.values;
  if (field?.type === 'bool' || argument?.annotation === 'bool' || argument?.annotation === 'boolean') return [true, false];
  const preset = field?.default ?? argument?.default;
  return preset === undefined || (typeof preset === 'object' && preset !== null) ? [] : [preset];
}
