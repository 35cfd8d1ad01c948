import type { EditPreview } from '../protocol/editPreview.ts';
import type { TaskView } from './taskView.ts';

/** What stored results would be to a task with another text: counted, nothing is run or changed. `saved` is missing where the saved text cannot be read. */
export function previewEdit(edited: TaskView, saved: TaskView | undefined): EditPreview {
  const { items, done, failed, stale, pending } = edited.account();
  const before = new Set(saved?.view.orphans);
  const orphaned = edited.view.orphans.filter((run) => !before.has(run)).length;
  return { kind: 'counted', items, kept: done, failed, stale, fresh: pending, orphaned };
}
