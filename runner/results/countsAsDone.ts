import { DONE, STALE } from '../store/store.ts';
import { codeAt, type TaskView } from '../taskView.ts';

/** Whether the result of an item is in sums over results (`core/result/sums.ts`), from the view's own account of it. */
export function countsAsDone(view: TaskView, item: number): boolean {
  const code = codeAt(view.view.state, item);
  return code === DONE || (code === STALE && view.plan.task.cache.stale === 'keep');
}
