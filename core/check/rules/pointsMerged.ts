import type { Factor, PointRow } from '../../task/task.ts';
import { valueKey } from '../../value/equal.ts';
import { valueMap } from '../../value/value.ts';
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
  const repeated = source?.kind === 'points' && source.rows.every((row) => row.file === source.file) ? repeatedRow(source.rows) : undefined;
  const { file, span } = repeated?.row ?? source ?? task.nameAt;
  const many = space.merged - present;
  yield problem(
    'points-merged',
    { file, span },
    `${many === 1 ? 'One point is' : `${many} points are`} there more than once and ${many === 1 ? 'runs' : 'run'} only once: remove the repeated ones, or raise \`replicates\` to repeat runs.`,
    repeated ? { related: [{ file: repeated.first.file, span: repeated.first.span, message: 'the same point' }] } : {},
  );
};

/** The first of the points written in the file that stands there for the second time. */
function repeatedRow(rows: readonly PointRow[]): { readonly row: PointRow; readonly first: PointRow } | undefined {
  const seen = new Map<string, PointRow>();
  for (const row of rows) {
    const key = valueKey(valueMap([...row.values].toSorted(([a], [b]) => (a < b ? -1 : 1))));
    const first = seen.get(key);
    if (first) return { row, first };
    seen.set(key, row);
  }
  return undefined;
}

function hasWhen(factor: Factor): boolean {
  return factor.kind === 'axis' && factor.when !== undefined;
}
