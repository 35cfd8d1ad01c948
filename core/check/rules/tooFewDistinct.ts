import { axisValues } from '../../space/axis.ts';
import { valueSet } from '../../space/valueSet.ts';
import { valueKey } from '../../value/equal.ts';
import { child } from '../../task/tree.ts';
import type { TaskRule } from '../check.ts';
import { axesOf } from '../factors.ts';
import { problem } from '../problem.ts';

/** Longer ranges are not looked through while typing. */
const LONGEST = 20_000;

/** A range whose values round to the same integers has fewer values than it says. */
export const tooFewDistinct: TaskRule = function* ({ task, axisNodes }) {
  for (const axis of axesOf(task.space)) {
    if (axis.generator.kind !== 'num' && axis.generator.kind !== 'step') continue;
    if (Number(axis.generator.min) > Number(axis.generator.max)) continue;
    const values = axisValues(axis.generator);
    const { size, at } = values;
    if (size > LONGEST || valueSet(values).distinct()) continue;
    const distinct = new Set(Array.from({ length: size }, (_, index) => valueKey(at(index)))).size;
    if (distinct >= size) continue;
    const key = axis.generator.kind;
    const replacement = key === 'num' ? String(distinct) : '1';
    const many = distinct === 1 ? 'only one value' : `only ${distinct} different values`;
    const why = axis.generator.type === 'int' ? 'rounded to whole numbers, some are the same' : 'its ends are too near to each other';
    yield problem(
      'too-few-distinct',
      child(axisNodes.get(axis), key) ?? axis,
      `\`${axis.name}\` has ${many} instead of ${size}: ${why}. Write \`${key}: ${replacement}\`, or widen the range.`,
      { data: { replacement } },
    );
  }
};
