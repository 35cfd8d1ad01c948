import type { SpaceAxis } from '../../core/space/space.ts';
import type { TaskOutline } from '../../protocol/language.ts';
import { type Checked, rangeOf } from '../checked.ts';

/** What lenses and the tree of tasks show of a file; also of one with errors. */
export function outline(checked: Checked): Omit<TaskOutline, 'uri'> {
  const { file, analysis } = checked;
  const { task, space } = analysis;
  const start = { start: 0, end: 0 };
  const description = task?.description;
  const errors = analysis.problems.filter((problem) => problem.severity === 'error');
  return {
    name: task?.name ?? stem(file),
    ...(description !== undefined && { description }),
    nameRange: rangeOf(checked, task?.nameAt.file === file ? task.nameAt.span : start),
    items: Math.min((space?.points ?? 0) * (task?.replicates ?? 1), Number.MAX_SAFE_INTEGER),
    exact: space?.exact ?? false,
    errors: errors.length,
    mistakes: errors
      .filter((error) => error.file === file)
      .slice(0, MOST_MISTAKES)
      .map((error) => ({ message: error.message, range: rangeOf(checked, error.span) })),
    axes: (space?.axes ?? []).map((axis) => ({ name: axis.name, size: axis.size, range: axisRange(checked, axis) })),
  };
}

/** In a list beside the file; the Problems view has all. */
const MOST_MISTAKES = 20;

function axisRange(checked: Checked, axis: SpaceAxis) {
  return rangeOf(checked, axis.file === checked.file ? axis.span : { start: 0, end: 0 });
}

/** The default name of a task: its file's name without `.sweep.yaml`. */
function stem(file: string): string {
  return (file.split(/[\\/]/).at(-1) ?? file).replace(/\.sweep\.ya?ml$/, '');
}
