import type { ActiveSweep, TaskStatus } from '../protocol/runner.ts';
import type { Store } from './store/store.ts';
import type { LoadedTask } from './tasks.ts';
import type { TaskView } from './taskView.ts';
import { tooManyItems } from './tooMany.ts';

/** The numbers of one task, from its view; every surface shows these and no others. */
export function taskStatus(of: {
  readonly store: Store;
  readonly view?: TaskView;
  readonly loaded?: LoadedTask;
  readonly active?: ActiveSweep;
}): TaskStatus {
  const { store, view, loaded, active } = of;
  const plan = view?.plan ?? loaded?.plan;
  const task = view?.plan.task ?? loaded?.analysis.task;
  const last = view && store.lastSweep(view.task);
  const refused = view || !plan ? undefined : tooManyItems(plan);
  const errors = loaded?.problems.some((one) => one.severity === 'error') ? loaded.problems : undefined;
  return {
    file: view?.plan.task.file ?? loaded?.file ?? '',
    name: task?.name ?? '',
    points: plan?.space.points ?? 0,
    ...(view?.account() ?? { items: plan?.items ?? 0, done: 0, failed: 0, stale: 0, pending: plan?.items ?? 0 }),
    cancelled: 0,
    orphans: view && !active ? view.view.orphans.length : 0,
    revision: store.revision(),
    ...(active && { active }),
    ...(last && { lastEnded: { at: last.finishedAt, seconds: last.seconds } }),
    ...(errors && { problems: errors }),
    ...(refused && { tooMany: refused.message }),
  };
}
