import { multiply, SATURATED } from '../../space/size.ts';
import { entry } from '../../task/tree.ts';
import type { SpaceRule } from '../check.ts';
import { problem } from '../problem.ts';

const LARGE = 1_000_000;

/** More items than anybody waits for by accident. */
export const largeSweep: SpaceRule = function* ({ task, root }, space) {
  const items = multiply([space.points, task.replicates]);
  if (items <= LARGE) return;
  const count = items >= SATURATED ? 'more than 9 quadrillion' : `${space.exact ? '' : 'up to '}${items.toLocaleString('en-US')}`;
  yield problem('large-sweep', entry(root, 'parameters')?.keyAt ?? task.nameAt, `This sweep has ${count} items: give its ranges a larger \`step\` or a smaller \`num\`, or add constraints, if that is not meant.`);
};
