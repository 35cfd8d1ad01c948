import { swap } from '../../task/read/schema.ts';
import { child } from '../../task/tree.ts';
import type { TaskRule } from '../check.ts';
import { axesOf } from '../factors.ts';
import { problem, refusedWithin } from '../problem.ts';

/** A range whose ends are the wrong way round has no values. */
export const minGreaterThanMax: TaskRule = function* ({ task, axisNodes, found }) {
  for (const axis of axesOf(task.space)) {
    const { generator } = axis;
    const node = axisNodes.get(axis);
    if (
      node === undefined ||
      !('min' in generator) ||
      generator.min === undefined ||
      generator.max === undefined ||
      Number(generator.min) <= Number(generator.max) ||
      refusedWithin(found, axis)
    )
      continue;
    yield problem(
      'min-greater-than-max',
      child(node, 'min') ?? axis,
      `\`min\` (${generator.min}) is above \`max\` (${generator.max}), so \`${axis.name}\` has no values: swap them.`,
      { data: swap(node) },
    );
  }
};
