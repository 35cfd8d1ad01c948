import { axisValues } from '../../space/axis.ts';
import { child } from '../../task/tree.ts';
import type { TaskRule } from '../check.ts';
import { axesOf } from '../factors.ts';
import { problem } from '../problem.ts';

/** The steps of a range should end at its `max`. */
export const stepMissesMax: TaskRule = function* ({ task, axisNodes }) {
  for (const axis of axesOf(task.space)) {
    const { generator } = axis;
    if (generator.kind !== 'step' || Number(generator.min) > Number(generator.max)) continue;
    const { last } = axisValues({ kind: 'step', min: generator.min, max: generator.max, step: generator.step });
    if (last === undefined || last === Number(generator.max)) continue;
    const at = child(axisNodes.get(axis), 'max') ?? axis;
    yield problem(
      'step-misses-max',
      at,
      `The steps of \`${axis.name}\` end at ${last} and never reach \`max\` (${generator.max}): write \`max: ${last}\`, or another \`step\`.`,
      { data: { replacement: String(last) } },
    );
  }
};
