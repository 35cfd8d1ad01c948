import { axisValues } from '../../space/axis.ts';
import { multiply, SATURATED } from '../../space/size.ts';
import type { Task } from '../../task/task.ts';
import { entry, type MappingNode } from '../../task/tree.ts';
import type { Check, SpaceRule } from '../check.ts';
import { axesOf } from '../factors.ts';
import { problem } from '../problem.ts';

const LARGE = 1_000_000;

/** More items than anybody waits for by accident. */
export const largeSweep: SpaceRule = function* ({ task, root, axisNodes }, space) {
  const items = multiply([space.points, task.replicates]);
  if (items <= LARGE) return;
  const count = items >= SATURATED ? 'more than 9 quadrillion' : `${space.exact ? '' : 'up to '}${items.toLocaleString('en-US')}`;
  const place = entry(root, 'parameters')?.keyAt;
  yield problem(
    'large-sweep',
    place?.file === task.file ? place : task.nameAt,
    `This sweep has ${count} items: give its ranges a larger \`step\` or a smaller \`num\`, or add constraints, if that is not meant.`,
    {
      data: longestRange(axisNodes, task),
    },
  );
};

/** What a fix needs to try fewer values of the longest range. */
function longestRange(axisNodes: Check['axisNodes'], { space, file }: Task): Readonly<Record<string, unknown>> {
  let longest: { readonly name: string; readonly size: number; readonly node: MappingNode | undefined } | undefined;
  for (const axis of axesOf(space)) {
    const { size } = axisValues(axis.generator);
    if ((axis.generator.kind === 'step' || axis.generator.kind === 'num') && size > (longest?.size ?? FEW))
      longest = { name: axis.name, size, node: axisNodes.get(axis) };
  }
  const made = entry(longest?.node, 'step') ?? entry(longest?.node, 'num');
  return longest && made?.keyAt.file === file
    ? { name: longest.name, span: { start: made.keyAt.span.start, end: made.value.span.end }, replacement: `num: ${FEW}` }
    : {};
}

/** As many values as show the course of a function. */
const FEW = 10;
