import { annotationValues } from '../../core/code/annotationValues.ts';
import type { Value } from '../../core/value/value.ts';
import { axesOf } from '../../core/check/factors.ts';
import type { Checked } from '../checked.ts';
import { namesOf } from './names.ts';
import { parametersOf } from './parameters.ts';

/**
 * The values that a parameter is known to take: its cases, the members of its field, `true` and `false`, a default; `among`
 * those of the space where one of them is chosen.
 */
export function memberValues(checked: Checked, name: string, among = false): readonly Value[] {
  const cases = namesOf(checked).cases.get(name);
  if (cases) return [...cases];
  const { field, argument, option } = parametersOf(checked).get(name) ?? {};
  if (field?.values) return field.values;
  if (option?.choices) return option.choices;
  if (field?.type === 'bool' || argument?.annotation === 'bool' || argument?.annotation === 'boolean') return [true, false];
  const listed = annotationValues(argument?.annotation);
  if (listed) return listed;
  const preset = field?.default ?? argument?.default ?? option?.default;
  if (among) return listedValues(checked, name);
  return preset === undefined || (typeof preset === 'object' && preset !== null) ? [] : [preset];
}

/** More are no help in a list. */
const MOST_VALUES = 50;

function listedValues({ analysis: { task } }: Checked, name: string): readonly Value[] {
  const axes = task ? axesOf(task.space).filter((axis) => axis.name === name) : [];
  return axes.flatMap(({ generator }) => ('values' in generator ? generator.values.slice(0, MOST_VALUES) : []));
}
