import { crossingOf } from '../../space/sample/crossing.ts';
import { isContinuous } from '../../space/sample/quantile.ts';
import { methodOf } from '../../task/read/sampling.ts';
import type { AxisFactor, Task } from '../../task/task.ts';
import type { TaskRule } from '../check.ts';
import { axesOf } from '../factors.ts';
import { problem, refusedWithin } from '../problem.ts';

/** A range without `step` or `num` has no list of values, which a grid, a crossed axis and an excluded block need. */
export const continuousInGrid: TaskRule = function* ({ task, root, found }) {
  if (!task.sampling && methodOf(root) !== 'grid') return;
  const where = task.sampling ? 'is fully crossed or excluded, which' : 'is continuous, and a grid';
  for (const axis of gridAxes(task)) {
    if (!isContinuous(axis.generator) || refusedWithin(found, axis)) continue;
    const advice =
      axis.generator.kind === 'normal'
        ? 'take a sampling method such as `method: random`, or list its values'
        : 'add `num` or `step`, or take a sampling method such as `method: random`';
    yield problem('continuous-in-grid', axis.keyAt, `\`${axis.name}\` ${where} needs single values: ${advice}.`);
  }
};

function gridAxes({ space, sampling }: Task): readonly AxisFactor[] {
  return axesOf(sampling ? { ...crossingOf(space, sampling.cross).grid, exclude: space.exclude } : space);
}
