import { ITEM_STATES, stateOf, type LiveItems } from './rows.ts';
import type { TaskView } from '../taskView.ts';
import { Vector } from './vector.ts';

/** The state of every item as a column, as people see it; made anew for each question, at a byte an item. */
export function stateVector(view: TaskView, live: LiveItems): Vector {
  const vector = new Vector(view.plan.items);
  // Every state has its code from the beginning, so that the codes can be written directly.
  if (vector.length > 0) for (const state of ITEM_STATES) vector.set(0, state);
  const codeOf = (state: string): number => vector.dictionary.indexOf(state);
  const byCode = Uint8Array.from(['pending', 'done', 'failed', 'stale'], codeOf);
  const { state } = view.view;
  for (let item = 0; item < state.length; item++) vector.codes[item] = byCode[state[item] ?? 0] ?? 0;
  for (const item of live.keys()) vector.set(item, stateOf(view, item, live));
  return vector;
}
