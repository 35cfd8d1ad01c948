import type { AxisFactor, Block, Factor, Schema } from '../../task/task.ts';
import type { TaskRule } from '../check.ts';
import { blocksOf } from '../factors.ts';
import { problem } from '../problem.ts';

/** `include` adds full points: only constants are filled in, and what exists at some points only may be missing. */
export const partialInclude: TaskRule = function* ({ task }) {
  for (const block of blocksOf(task.space)) {
    const axes = alwaysPresent(block, task.schema);
    for (const { values, file, span } of block.include) {
      const missing = axes.filter((axis) => !values.has(axis.name));
      if (missing.length === 0) continue;
      const names = missing.map((axis) => `\`${axis.name}\``).join(', ');
      yield problem(
        'missing-parameter',
        { file, span },
        `This point of \`include\` gives no value to ${names}: included points are full points, only constants are filled in.`,
        {
          related: missing.slice(0, 3).map((axis) => ({ ...axis.keyAt, message: `\`${axis.name}\` varies` })),
        },
      );
    }
  }
};

function alwaysPresent(block: Block, schema: Schema): readonly AxisFactor[] {
  const factors = block.factors.flatMap((factor): readonly Factor[] => (factor.kind === 'zip' ? factor.columns : [factor]));
  return factors.filter((factor): factor is AxisFactor => {
    if (factor.kind !== 'axis' || factor.when !== undefined) return false;
    const field = schema.parameters.get(factor.name);
    return field === undefined || (!field.optional && field.default === undefined);
  });
}
