import type { SpaceRule } from '../check.ts';
import type { At } from '../../text.ts';
import { problem, type ProblemCode } from '../problem.ts';

/** Constraints, exclusions and inclusions that change nothing. */
export const idleFilters: SpaceRule = function* ({ found }, space) {
  if (!space.exact) return;
  let isLess = false;
  for (const step of space.steps) {
    const before = isLess;
    isLess ||= 'removed' in step && step.removed > 0;
    if (found.some((one) => OUTSIDE.has(one.code) && contains(step, one))) continue;
    if (step.kind === 'include') {
      if (step.alreadyPresent)
        yield problem('include-already-present', step, 'This point is already in the sweep: it can be removed here.', {
          data: { remove: true },
        });
    } else if ((step.kind === 'constraint' || step.kind === 'exclude') && step.removed === 0 && step.left > 0) {
      if (step.kind === 'constraint')
        yield problem('constraint-always-true', step, 'This constraint removes no point: correct it, or remove it.', {
          data: { remove: true },
        });
      else
        yield problem(
          'exclude-matches-nothing',
          step,
          before ? MATCHES_NONE_LEFT : 'This entry of `exclude` matches no point: correct its values, or remove it.',
          {
            data: { remove: true },
          },
        );
    }
  }
};

const MATCHES_NONE_LEFT =
  'This entry of `exclude` matches no point that the constraints and entries before it have left: correct its values, or remove it.';

/** Values that cannot be there are said as such. */
const OUTSIDE: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['outside-schema', 'not-in-enum']);

function contains(outer: At, inner: At): boolean {
  return outer.file === inner.file && outer.span.start <= inner.span.start && inner.span.end <= outer.span.end;
}
