import type { Space, SpaceStep } from '../../space/space.ts';
import type { SpaceRule } from '../check.ts';
import { factorsOf } from '../factors.ts';
import { problem, refusedWithin } from '../problem.ts';

/** No point is left: names the step that removed the last ones; a constraint that nothing meets is said at that constraint. */
export const emptySweep: SpaceRule = function* (check, space) {
  if (space.points > 0 || !space.exact || check.found.some((one) => one.code === 'empty-axis')) return;
  if (factorsOf(check.task.space).some((factor) => refusedWithin(check.found, factor))) return;
  const step = emptying(space);
  if (step?.kind === 'constraint' && isFirst(space, step)) {
    return yield problem(
      'constraint-always-false',
      step,
      `No point meets this constraint: all ${step.removed.toLocaleString('en-US')} are removed. Correct it, or widen the axes.`,
    );
  }
  const last = step?.kind === 'exclude' ? 'this entry of `exclude` removes' : 'this constraint removes';
  if (step && step.kind !== 'axis')
    return yield problem('empty-sweep', step, `No point is left to run: ${last} ${lastPoints(step)}. Correct it, or widen the axes.`);
  yield problem('empty-sweep', check.task.nameAt, 'No point is left to run: add values to the axes.');
};

function lastPoints(step: SpaceStep): string {
  return 'removed' in step && step.removed > 1 ? `the last ${step.removed.toLocaleString('en-US')} points` : 'the last point';
}

function emptying({ steps }: Space): SpaceStep | undefined {
  return steps.findLast((step) => (step.kind === 'constraint' || step.kind === 'exclude') && step.left === 0 && step.removed > 0);
}

function isFirst({ steps }: Space, step: SpaceStep): boolean {
  return !steps.some((other) => other !== step && (other.kind === 'constraint' || other.kind === 'exclude') && other.removed > 0);
}
