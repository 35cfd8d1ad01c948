import { factorsOf } from '../../core/check/factors.ts';
import type { NamedThing } from '../../core/task/occurrence/occurrence.ts';
import type { At } from '../../core/text.ts';
import { type Checked, placeOf } from '../checked.ts';
import type { FilePlace } from '../serviceApi.ts';
import { occurrencesOf, occurrencesOfThing } from './names.ts';
import { type Subject, subjectAt } from './subject.ts';

/**
 * From the objective to its function, from a parameter to where it gets its values, its schema field, and its argument;
 * from an output, a case or a zip group to where it is declared; from a path to the file.
 */
export function definition(checked: Checked, offset: number): readonly FilePlace[] {
  const subject = subjectAt(checked, offset);
  if (!subject) return [];
  const isHere = (at: At) => at.file === checked.file && at.span.start <= offset && offset <= at.span.end;
  return placesOf(checked, subject)
    .filter((at) => !isHere(at))
    .map((at) => placeOf(checked, at));
}

function placesOf(checked: Checked, subject: Subject): readonly At[] {
  switch (subject.kind) {
    case 'objective':
      return [subject.signature.at];
    case 'script':
      return [subject.script.at];
    case 'path':
      return [{ file: subject.target, span: { start: 0, end: 0 } }];
    case 'parameter': {
      const { places, field, argument, option } = subject.parameter;
      return [...places, field, argument?.at, option?.at].filter((at): at is At => at !== undefined);
    }
    case 'option':
      return [subject.option.at];
    case 'name':
      return declarations(checked, subject.thing);
    case 'key':
      return [];
  }
}

/** Where a thing that is no parameter gets its name, also in other files. */
function declarations(checked: Checked, thing: NamedThing): readonly At[] {
  const own = occurrencesOfThing(occurrencesOf(checked), thing).filter(({ role }) => role !== 'uses');
  const { task } = checked.analysis;
  const field = thing.kind === 'output' ? checked.schema.outputs.get(thing.name) : undefined;
  const factors = task ? factorsOf(task.space) : [];
  const others = factors.flatMap((factor): readonly At[] => {
    if (factor.kind === 'zip') return thing.kind === 'zip' && factor.name === thing.name ? [factor.keyAt] : [];
    if (factor.kind !== 'cases' || thing.kind !== 'case' || factor.name !== thing.of) return [];
    return factor.cases.filter((one) => one.name === thing.name).map((one) => one.keyAt);
  });
  const elsewhere = [...(field ? [field] : []), ...others].filter((at) => at.file !== checked.file);
  return [...own, ...elsewhere];
}
