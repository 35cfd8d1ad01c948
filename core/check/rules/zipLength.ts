import { axisValues } from '../../space/axis.ts';
import type { AxisFactor } from '../../task/task.ts';
import type { TaskRule } from '../check.ts';
import { factorsOf } from '../factors.ts';
import { problem } from '../problem.ts';

/** Parameters that move together need equally many values. */
export const zipLength: TaskRule = function* ({ task, found }) {
  for (const factor of factorsOf(task.space)) {
    if (
      factor.kind !== 'zip' ||
      found.some((one) => one.code === 'zip-unpaired-file' && factor.columns.some((column) => column.span === one.span))
    )
      continue;
    const sized = factor.columns
      .filter((column): column is AxisFactor => column.kind === 'axis' && column.generator.kind !== 'continuous')
      .map((column) => ({ column, size: axisValues(column.generator).size }));
    const [first] = sized;
    for (const { column, size } of sized) {
      if (!first || size === first.size) continue;
      yield problem(
        'zip-length',
        column.keyAt,
        `\`${column.name}\` has ${values(size)} and \`${first.column.name}\` has ${values(first.size)}: in one zip they need equally many. A single value without brackets goes with all.`,
        {
          related: [{ ...first.column.keyAt, message: `\`${first.column.name}\` with ${values(first.size)}` }],
        },
      );
    }
  }
};

function values(count: number): string {
  return count === 1 ? 'one value' : `${count.toLocaleString('en-US')} values`;
}
