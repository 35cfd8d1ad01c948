import type { TaskStatus } from '../../protocol/runner.ts';

/** The state of a task of 160 items called "pendulum", of which what `counts` does not name is pending. */
export function taskStatus(counts: Partial<TaskStatus> = {}): TaskStatus {
  const all = {
    file: '/w/pendulum.sweep.yaml',
    name: 'pendulum',
    points: 160,
    items: 160,
    done: 0,
    failed: 0,
    stale: 0,
    cancelled: 0,
    orphans: 0,
    revision: 1,
    ...counts,
  };
  return { ...all, pending: all.items - all.done - all.failed - all.stale - all.cancelled };
}
