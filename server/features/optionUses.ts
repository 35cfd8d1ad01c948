import type { At } from '../../core/text.ts';
import type { Checked } from '../checked.ts';
import { occurrencesOf, occurrencesOfThing } from './names.ts';
import { isSamePlace } from './samePlace.ts';
import { optionsOfParameters, scriptCommand } from './scriptOptions.ts';

/** Where a task gives the option that a script declares at a place: by its flag, and by the parameters that become it. */
export function optionUses(checked: Checked, at: At): readonly At[] {
  const flags = (scriptCommand(checked)?.words.given ?? []).filter(({ option }) => isSamePlace(option.at, at)).map((given) => given.at);
  const names = [...optionsOfParameters(checked)].filter(([, option]) => isSamePlace(option.at, at)).map(([name]) => name);
  const found = occurrencesOf(checked);
  return [...flags, ...names.flatMap((name) => occurrencesOfThing(found, { kind: 'parameter', name }))];
}
