import { formatValue } from '../../value/format.ts';
import { valueKey } from '../../value/equal.ts';
import { valueSet } from '../../space/valueSet.ts';
import type { At } from '../../text.ts';
import type { TaskRule } from '../check.ts';
import { axesOf, zippedAxes } from '../factors.ts';
import { problem } from '../problem.ts';

/** The same value twice in one list is the same point twice. In a zip a column may repeat. */
export const duplicateValue: TaskRule = function* ({ task }) {
  const zipped = new Set(zippedAxes(task.space));
  for (const axis of axesOf(task.space)) {
    if (axis.generator.kind !== 'values' || zipped.has(axis)) continue;
    const { values } = axis.generator;
    if (valueSet({ size: values.length, at: (index) => values[index] ?? null, ordered: false }).distinct()) continue;
    const first = new Map<string, At>();
    for (const [index, value] of values.entries()) {
      const key = valueKey(value);
      const place = axis.generator.places[index] ?? axis;
      const before = first.get(key);
      if (before === undefined) first.set(key, place);
      else
        yield problem(
          'duplicate-value',
          place,
          `\`${formatValue(value).slice(0, 60)}\` is already a value of \`${axis.name}\`: remove one of the two.`,
          { related: [{ ...before, message: 'the first one' }] },
        );
    }
  }
};
