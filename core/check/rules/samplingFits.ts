import { dimensionsOf } from '../../space/sample/crossing.ts';
import { SOBOL_DIMENSIONS, SOBOL_POINTS } from '../../space/sample/sobol.ts';
import { methodOf } from '../../task/read/sampling.ts';
import { child, entry } from '../../task/tree.ts';
import type { Check, TaskRule } from '../check.ts';
import { problem, type Problem } from '../problem.ts';

/** `method`, `samples` and `cross` belong together; a sequence ends somewhere; a Latin hypercube is drawn anew when it grows. */
export const samplingFits: TaskRule = function* (check) {
  const { task, root } = check;
  const method = child(root, 'method');
  if (methodOf(root) === 'grid') return yield* idleKeys(check);
  if (method === undefined) return;
  const { sampling } = task;
  if (sampling === undefined) {
    if (child(root, 'samples') === undefined)
      yield problem('missing-key', method, `\`method: ${methodOf(root)}\` needs \`samples\`, the number of points to draw.`, {
        data: { key: 'samples', beside: true },
      });
    return;
  }
  if (sampling.method === 'lhs')
    yield problem(
      'lhs-resample',
      method,
      'With other `samples` a Latin hypercube has other points, so earlier results would not be used: take `sobol` or `halton` if you mean to add points later.',
    );
  if (sampling.method !== 'sobol') return;
  const dimensions = dimensionsOf(task.space.factors, sampling.cross);
  if (dimensions > SOBOL_DIMENSIONS)
    yield problem(
      'too-many-dimensions',
      method,
      `The Sobol sequence is known here for ${SOBOL_DIMENSIONS} dimensions, and this sweep has ${dimensions}: take \`method: random\`, or vary fewer parameters.`,
    );
  if (sampling.samples >= SOBOL_POINTS)
    yield problem(
      'wrong-type',
      child(root, 'samples') ?? method,
      `The Sobol sequence ends after ${SOBOL_POINTS - 1} points: ask for fewer.`,
    );
};

/** A grid takes all points. */
function* idleKeys({ root }: Check): Iterable<Problem> {
  const method = child(root, 'method');
  const idle = entry(root, 'samples') ?? entry(root, 'cross');
  if (idle === undefined) return;
  yield method
    ? problem(
        'wrong-type',
        method,
        `A grid has all points, and \`${idle.key}\` means a sample: take \`random\`, \`sobol\`, \`halton\` or \`lhs\`, or remove \`${idle.key}\`.`,
      )
    : problem(
        'missing-key',
        idle.keyAt,
        `\`${idle.key}\` needs \`method\`, which says how points are drawn: \`random\`, \`sobol\`, \`halton\` or \`lhs\`.`,
        {
          data: { key: 'method', beside: true },
        },
      );
}
