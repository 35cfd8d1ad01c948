import type { Factor } from '../../task/task.ts';
import type { At } from '../../text.ts';
import type { TaskRule } from '../check.ts';
import { factorsOf } from '../factors.ts';
import { problem, refusedWithin } from '../problem.ts';

/** An axis without values makes a sweep without points. */
export const emptyAxis: TaskRule = function* ({ task, found }) {
  for (const factor of factorsOf(task.space)) {
    const empty = emptyPlace(factor);
    if (empty && !refusedWithin(found, factor))
      yield problem('empty-axis', empty.at, `${empty.what} has no ${empty.lacks}, so there is no point to run: add some, or remove it.`);
  }
};

function emptyPlace(factor: Factor): { readonly at: At; readonly what: string; readonly lacks: string } | undefined {
  if (factor.kind === 'axis')
    return factor.generator.kind === 'values' && factor.generator.values.length === 0
      ? { at: factor.keyAt, what: `\`${factor.name}\``, lacks: 'values' }
      : undefined;
  if (factor.kind === 'cases')
    return factor.cases.length === 0 ? { at: factor.keyAt, what: `\`${factor.name}\``, lacks: 'cases' } : undefined;
  if (factor.kind === 'points') return factor.rows.length === 0 ? { at: factor, what: '`points`', lacks: 'rows' } : undefined;
  return factor.kind === 'concat' && factor.blocks.length === 0 ? { at: factor, what: '`concat`', lacks: 'blocks' } : undefined;
}
