import type { SpaceRule } from '../check.ts';
import { problem } from '../problem.ts';

/** Constraints, exclusions and inclusions that change nothing. */
export const idleFilters: SpaceRule = function* (_check, space) {
  if (!space.exact) return;
  for (const step of space.steps) {
    if (step.kind === 'include') {
      if (step.alreadyPresent)
        yield problem('include-already-present', step, 'This point is already in the sweep: it can be removed here.', {
          data: { remove: true },
        });
    } else if (step.kind !== 'axis' && step.removed === 0 && step.left > 0) {
      if (step.kind === 'constraint')
        yield problem('constraint-always-true', step, 'This constraint removes no point: correct it, or remove it.', {
          data: { remove: true },
        });
      else
        yield problem('exclude-matches-nothing', step, 'This entry of `exclude` matches no point: correct its values, or remove it.', {
          data: { remove: true },
        });
    }
  }
};
