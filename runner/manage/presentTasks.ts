import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import { findTaskFiles } from '../findTaskFiles.ts';
import { tooManyItems } from '../tooMany.ts';
import type { TaskView } from '../taskView.ts';
import type { ManagePlace } from './place.ts';

/**
 * The views of all tasks that the workspace has, also of those that only the store knows. Throws when one that has
 * results cannot be read: nobody can tell then which rows are its items'.
 */
export async function presentTasks(place: ManagePlace): Promise<readonly TaskView[]> {
  const { workspace, store } = place;
  const stored = store
    .taskFiles()
    .map((file) => join(workspace, file))
    .filter((file) => existsSync(file));
  const views: TaskView[] = [];
  for (const file of new Set([...findTaskFiles(workspace, 'tasks'), ...stored])) {
    const loaded = await place.load(file);
    const refused = loaded.plan && tooManyItems(loaded.plan);
    if (loaded.plan && !refused) views.push(await place.viewOf(loaded));
    else if (stored.includes(file)) throw refused ?? unreadable(relative(workspace, file).split(sep).join('/'));
  }
  return views;
}

function unreadable(file: string): RunnerError {
  return new RunnerError(
    'task-invalid',
    `${file} has results but is not valid now, so nobody can tell which rows it needs, and nothing was removed. Mend it (\`sweepdeck check ${file}\`), or move it away, and try again.`,
  );
}
