import { child } from '../../task/tree.ts';
import type { TaskRule } from '../check.ts';
import { axesOf } from '../factors.ts';
import { problem, refusedWithin } from '../problem.ts';

/** A range without `step` or `num` has no list of values, which a grid needs. */
export const continuousInGrid: TaskRule = function* ({ task, axisNodes, found }) {
  if (task.method !== 'grid') return;
  for (const axis of axesOf(task.space)) {
    const node = axisNodes.get(axis);
    if (axis.generator.kind !== 'continuous' || child(node, 'distribution') || refusedWithin(found, axis)) continue;
    yield problem(
      'continuous-in-grid',
      axis.keyAt,
      `\`${axis.name}\` is a continuous range, and a grid needs single values: add \`num\` or \`step\`.`,
      { data: { insertAt: child(node, 'max')?.span.end } },
    );
  }
};
