import type { Occurrence } from '../../core/task/occurrence/occurrence.ts';
import type { CommandOption } from '../../core/code/commandLine/options.ts';
import type { At } from '../../core/text.ts';
import { type Checked, placeOf, rangeOf } from '../checked.ts';
import type { FilePlace, HighlightedRange } from '../serviceApi.ts';
import { type Neighbourhood, linkedOccurrences } from './linked.ts';
import { parametersOf } from './parameters.ts';
import { isSamePlace } from './samePlace.ts';
import { optionUses } from './optionUses.ts';
import { occurrenceAt, occurrencesOf, occurrencesOfThing } from './names.ts';
import { subjectAt } from './subject.ts';

/** Every place of the workspace that names what stands at an offset: a parameter, an output, a case, or the objective. */
export function references(checked: Checked, offset: number, neighbourhood: Neighbourhood): readonly FilePlace[] {
  const occurrence = occurrenceAt(checked, offset);
  if (occurrence) {
    const { occurrences } = linkedOccurrences(checked, occurrence.thing, neighbourhood);
    return [...occurrences, ...argumentOf(checked, occurrence)].map((at) => placeOf(checked, at));
  }
  const subject = subjectAt(checked, offset);
  if (subject?.kind === 'option') return usesOfOption(checked, subject.option, neighbourhood);
  if (subject?.kind !== 'objective') return [];
  return tasksOfFunction(checked, subject.signature.at, neighbourhood).map((at) => placeOf(checked, at));
}

/** Every place of this file that names the same. */
export function highlights(checked: Checked, offset: number): readonly HighlightedRange[] {
  const occurrence = occurrenceAt(checked, offset);
  if (!occurrence) return [];
  return occurrencesOfThing(occurrencesOf(checked), occurrence.thing).map(({ span, role }) => ({
    range: rangeOf(checked, span),
    kind: role === 'uses' ? 'read' : 'write',
  }));
}

/** The parameter of the objective, or the option of its script, that a name of the task becomes. */
function argumentOf(checked: Checked, { thing }: Occurrence): readonly At[] {
  const { argument, option } = (thing.kind === 'parameter' ? parametersOf(checked).get(thing.name) : undefined) ?? {};
  return [argument?.at, option?.at].filter((at): at is At => at !== undefined);
}

/** Where commands give an option, and where the script declares it. */
function usesOfOption(checked: Checked, { at }: CommandOption, { open, related }: Neighbourhood): readonly FilePlace[] {
  const tasks = [checked, ...related.flatMap((file) => (file === checked.file ? [] : (open(file) ?? [])))];
  return [placeOf(checked, at), ...tasks.flatMap((task) => optionUses(task, at).map((one) => placeOf(task, one)))];
}

/** Where tasks name a function, and the function. */
function tasksOfFunction(checked: Checked, at: At, { open, related }: Neighbourhood): readonly At[] {
  const tasks = [checked, ...related.flatMap((file) => (file === checked.file ? [] : (open(file) ?? [])))];
  const using = tasks.filter(({ signature }) => signature.kind === 'function' && isSamePlace(signature.at, at));
  return [at, ...using.flatMap(({ analysis }) => analysis.task?.run ?? [])];
}
