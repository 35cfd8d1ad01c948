import type { AxisFactor, Block, Factor, Schema, Task } from '../../task/task.ts';
import type { At } from '../../text.ts';
import { formatValue } from '../../value/format.ts';
import { nearest } from '../../value/suggest.ts';
import type { Value } from '../../value/value.ts';
import type { TaskRule } from '../check.ts';
import { blocksOf } from '../factors.ts';
import { problem, type Problem } from '../problem.ts';

/** `include` adds full points: only constants are filled in, and what exists at some points only may be missing. */
export const partialInclude: TaskRule = function* ({ task }) {
  for (const block of blocksOf(task.space)) {
    const axes = alwaysPresent(block.factors, task.schema);
    for (const { values, file, span } of block.include) {
      yield* unknownCases(block, values, { task, at: { file, span } });
      const missing = [...axes, ...alwaysPresent(caseFactors(block, values), task.schema)].filter((axis) => !values.has(axis.name));
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

/** What the cases that a point chooses bring along. */
function caseFactors({ factors }: Block, values: ReadonlyMap<string, Value>): readonly Factor[] {
  return factors.flatMap((factor) =>
    factor.kind === 'cases' ? factor.cases.filter(({ name }) => name === values.get(factor.name)).flatMap((one) => one.factors) : [],
  );
}

/** A point that chooses a case which is none would run without any of its parameters. */
function* unknownCases(
  block: Block,
  values: ReadonlyMap<string, Value>,
  { task, at }: { readonly task: Task; readonly at: At },
): Iterable<Problem> {
  for (const factor of block.factors) {
    if (factor.kind !== 'cases' || task.schema.parameters.has(factor.name)) continue;
    const value = values.get(factor.name);
    const names = factor.cases.map(({ name }) => name);
    if (value === undefined || (typeof value === 'string' && names.includes(value))) continue;
    const suggestion = typeof value === 'string' ? nearest(value, names) : undefined;
    const advice =
      suggestion === undefined ? `It has ${names.map((name) => `\`${name}\``).join(', ')}.` : `Did you mean \`${suggestion}\`?`;
    yield problem('not-in-enum', at, `\`${formatValue(value)}\` is no case of \`${factor.name}\`. ${advice}`, {
      related: [{ ...factor.keyAt, message: `the cases of \`${factor.name}\`` }],
    });
  }
}

function alwaysPresent(all: readonly Factor[], schema: Schema): readonly AxisFactor[] {
  const factors = all.flatMap((factor): readonly Factor[] => (factor.kind === 'zip' ? factor.columns : [factor]));
  return factors.filter((factor): factor is AxisFactor => {
    if (factor.kind !== 'axis' || factor.when !== undefined) return false;
    const field = schema.parameters.get(factor.name);
    return field === undefined || (!field.optional && field.default === undefined);
  });
}
