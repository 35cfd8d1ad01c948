import { factorsOf } from '../check/factors.ts';
import type { Factor, Task } from '../task/task.ts';

/**
 * Parameters whose values are paths of input files: declared `file`, or made by a `files` generator. Their contents
 * belong to the fingerprint of the items that have them, not to the task's: another file on the axis changes no other item.
 */
export function fileParameters(task: Pick<Task, 'schema' | 'space'>): readonly string[] {
  const names = new Set<string>();
  for (const field of task.schema.parameters.values()) if (field.type === 'file') names.add(field.name);
  for (const factor of factorsOf(task.space)) if (makesFiles(factor)) names.add(factor.name);
  return [...names].toSorted();
}

function makesFiles(factor: Factor): factor is Extract<Factor, { kind: 'axis' }> {
  if (factor.kind !== 'axis') return false;
  const { generator } = factor;
  return generator.kind === 'files' || generator.type === 'file';
}
