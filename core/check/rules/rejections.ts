import type { SpaceRule } from '../check.ts';
import { problem } from '../problem.ts';

/** Nearly no draw of a sample meets the constraints: names the one that refuses most. */
export const rejections: SpaceRule = function* (_check, space) {
  if (space.exact) return;
  for (const step of space.steps) {
    if (step.kind !== 'draws' || step.taken * 100 >= step.drawn) continue;
    const drawn = step.drawn.toLocaleString('en-US');
    if (step.refused === step.drawn)
      yield problem('constraint-always-false', step, `None of ${drawn} draws meets this: correct it, or widen the axes.`);
    else
      yield problem(
        'too-many-rejections',
        step,
        `Of ${drawn} draws only ${step.taken} pass the constraints, and this one refuses ${step.refused.toLocaleString('en-US')}: narrow the ranges to where it holds.`,
      );
  }
};
