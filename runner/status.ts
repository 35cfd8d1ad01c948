import type { ActiveSweep, TaskStatus } from '../protocol/runner.ts';
import type { Store } from './store/store.ts';
import type { RememberedTask } from './sweep/settledTask.ts';
import type { LoadedTask } from './tasks.ts';
import type { TaskView } from './taskView.ts';
import { tooManyItems } from './tooMany.ts';

/** The numbers of one task, from its view or as they were remembered of it; every surface shows these and no others. */
export function taskStatus(of: {
  readonly store: Store;
  readonly view?: TaskView;
  readonly loaded?: LoadedTask;
  readonly active?: ActiveSweep;
  /** Instead of a view: what is remembered of the task as it was read. */
  readonly remembered?: RememberedTask;
}): TaskStatus {
  const { store, view, loaded, active, remembered } = of;
  const plan = view?.plan ?? loaded?.plan;
  const task = view?.plan.task ?? loaded?.analysis.task;
  const known = view ?? remembered;
  const last = known && store.lastSweep(known.task);
  const counts = view ? { ...view.account(), orphans: view.view.orphans.length } : remembered?.counts;
  const refused = known || !plan ? undefined : tooManyItems(plan);
  const errors = loaded?.problems.some((one) => one.severity === 'error') ? loaded.problems : undefined;
  return {
    file: view?.plan.task.file ?? loaded?.file ?? '',
    name: task?.name ?? '',
    points: plan?.space.points ?? 0,
    items: counts?.items ?? plan?.items ?? 0,
    done: counts?.done ?? 0,
    failed: counts?.failed ?? 0,
    stale: counts?.stale ?? 0,
    pending: counts?.pending ?? plan?.items ?? 0,
    cancelled: 0,
    orphans: active ? 0 : (counts?.orphans ?? 0),
    revision: store.revision(),
    ...(active && { active }),
    ...(last && { lastEnded: { at: last.finishedAt, seconds: last.seconds } }),
    ...(errors && { problems: errors }),
    ...(refused && { tooMany: refused.message }),
  };
}
