import type { ActiveSweep, TaskStatus } from '../protocol/runner.ts';
import type { Store } from './store/store.ts';
import type { LoadedTask } from './tasks.ts';
import type { TaskView } from './taskView.ts';

/** The numbers of one task, from its view; every surface shows these and no others. */
export function taskStatus(of: {
  readonly store: Store;
  readonly view?: TaskView;
  readonly loaded?: LoadedTask;
  readonly active?: ActiveSweep;
}): TaskStatus {
  const { store, view, loaded, active } = of;
  const task = view?.plan.task ?? loaded?.analysis.task;
  const last = view && store.lastSweep(view.task);
  const errors = loaded?.problems.some((one) => one.severity === 'error') ? loaded.problems : undefined;
  return {
    file: view?.plan.task.file ?? loaded?.file ?? '',
    name: task?.name ?? '',
    points: view?.plan.space.points ?? 0,
    ...(view?.account() ?? { items: 0, done: 0, failed: 0, stale: 0, pending: 0 }),
    cancelled: 0,
    orphans: view && !active ? view.view.orphans.length : 0,
    revision: store.revision(),
    ...(active && { active }),
    ...(last && { lastEnded: { at: last.finishedAt, seconds: last.seconds } }),
    ...(errors && { problems: errors }),
  };
}
