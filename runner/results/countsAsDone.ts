import { DONE, STALE } from '../store/store.ts';
import { codeAt, type TaskView } from '../taskView.ts';

/** Whether the result of an item is in sums over results: it is done, or stale in a task whose file says that those are kept. */
export function countsAsDone(view: TaskView, item: number): boolean {
  const code = codeAt(view.view.state, item);
  return code === DONE || (code === STALE && view.plan.task.cache.stale === 'keep');
}
