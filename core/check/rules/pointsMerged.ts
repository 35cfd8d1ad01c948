import type { Factor } from '../../task/task.ts';
import type { SpaceRule } from '../check.ts';
import { factorsOf } from '../factors.ts';
import { problem } from '../problem.ts';

/** Equal points run once; a warning says how many there were, unless another problem has said why. */
export const pointsMerged: SpaceRule = function* ({ task, found }, space) {
  const present = space.steps.filter((step) => step.kind === 'include' && step.alreadyPresent).length;
  if (!space.exact || space.merged <= present || found.some((one) => one.code === 'duplicate-value' || one.code === 'too-few-distinct'))
    return;
  const factors = [...factorsOf(task.space)];
  if (factors.some((factor) => hasWhen(factor))) return;
  const source = factors.find((factor) => factor.kind === 'concat' || factor.kind === 'points' || factor.kind === 'zip');
  const { file, span } = source ?? task.nameAt;
  const many = space.merged - present;
  yield problem(
    'points-merged',
    { file, span },
    `${many === 1 ? 'One point is' : `${many} points are`} there more than once and ${many === 1 ? 'runs' : 'run'} only once: remove the repeated ones, or raise \`replicates\` to repeat runs.`,
  );
};

function hasWhen(factor: Factor): boolean {
  return factor.kind === 'axis' && factor.when !== undefined;
}
