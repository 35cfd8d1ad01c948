import type { At } from '../../core/text.ts';
import { type Checked, placeOf } from '../checked.ts';
import type { FilePlace } from '../serviceApi.ts';
import { subjectAt } from './subject.ts';

/** From the objective to its function, from a parameter to where it gets its values, its schema field, and its argument; from a path to the file. */
export function definition(checked: Checked, offset: number): readonly FilePlace[] {
  const subject = subjectAt(checked, offset);
  switch (subject?.kind) {
    case 'objective':
      return [placeOf(checked, subject.signature.at)];
    case 'path':
      return [placeOf(checked, { file: subject.target, span: { start: 0, end: 0 } })];
    case 'parameter': {
      const { places, field, argument } = subject.parameter;
      const all = [...places, field, argument?.at].filter((at): at is At => at !== undefined);
      const elsewhere = all.filter((at) => !(at.file === checked.file && at.span.start <= offset && offset <= at.span.end));
      return elsewhere.map((at) => placeOf(checked, at));
    }
    default:
      return [];
  }
}
