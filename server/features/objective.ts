import type { OutlineAnswer } from '../serviceApi.ts';
import { type Checked, placeOf } from '../checked.ts';

/** The function that a task runs, or the parser of the script of its command, for lenses in its source and for tasks that share it. */
export function objective(checked: Checked): Pick<OutlineAnswer, 'objective'> {
  const { signature } = checked;
  return signature.kind === 'function' || signature.kind === 'script'
    ? { objective: { ...placeOf(checked, signature.at), name: signature.name } }
    : {};
}
