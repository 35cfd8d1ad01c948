import type { TaskRule } from '../check.ts';
import { entry } from '../../task/tree.ts';
import { problem } from '../problem.ts';

/** A sweep has to say what it runs. */
export const missingRun: TaskRule = function* ({ task, root, found }) {
  if (entry(root, 'run') || found.some((one) => one.data?.['suggestion'] === 'run')) return;
  if (found.some((one) => one.code === 'wrong-type' && one.message.startsWith('`run`'))) return;
  // Of another tool's key the advice says so already, and of one that belongs under `run`.
  if (found.some((one) => one.code === 'unknown-key' && /`run[:`]/.test(one.message))) return;
  yield problem(
    'missing-key',
    task.nameAt,
    'This task file does not say what to execute: add `run` with `python`, `node`, `command` or `shell`.',
    { data: { key: 'run' } },
  );
};
