import type { OutlineAnswer } from '../serviceApi.ts';
import { type Checked, placeOf } from '../checked.ts';

/** The function that a task runs, for lenses in its source and for tasks that share it. */
export function objective(checked: Checked): Pick<OutlineAnswer, 'objective'> {
  const { signature } = checked;
  return signature.kind === 'function' ? { objective: { ...placeOf(checked, signature.at), name: signature.name } } : {};
}
