import { child } from '../../task/tree.ts';
import { nearest } from '../../value/suggest.ts';
import type { Check, TaskRule } from '../check.ts';
import { factorsOf } from '../factors.ts';
import { scalarsAt, unknownIn } from '../namedNodes.ts';
import { problem } from '../problem.ts';

/** Names in `cross`, `cache.ignore` and `metric` that nothing has. */
export const unknownNames: TaskRule = function* (check) {
  const { task, scope, root } = check;
  if (scope.open) return;
  const parameters = new Set([...scope.names, ...task.schema.parameters.keys()]);
  const crossed = scalarsAt(check, ['cross']);
  if (crossed.length > 0) yield* unknownIn(crossed, crossable(check), 'no axis of this sweep');
  yield* unknownIn(scalarsAt(check, ['cache', 'ignore']), parameters, 'no parameter of this sweep');
  const outputs = [...task.schema.outputs.keys()];
  const { metric } = task;
  if (metric === undefined || outputs.length === 0 || outputs.includes(metric.name)) return;
  const suggestion = nearest(metric.name, outputs);
  const advice = suggestion === undefined ? 'Declare it there, or name one that is.' : `Did you mean \`${suggestion}\`?`;
  yield problem(
    'metric-not-in-outputs',
    child(child(root, 'metric'), 'name') ?? metric,
    `\`${metric.name}\` is not among the outputs of the schema. ${advice}`,
    { data: suggestion === undefined ? {} : { suggestion } },
  );
};

/** Whatever varies: axes, zip groups, case parameters, columns of points. */
function crossable({ task, scope }: Check): ReadonlySet<string> {
  const factors = factorsOf(task.space);
  const constants = new Set(factors.flatMap((factor) => (factor.kind === 'constant' ? factor.name : [])));
  const varying = factors.flatMap((factor) =>
    factor.kind === 'axis' || factor.kind === 'zip' || factor.kind === 'cases' ? factor.name : [],
  );
  return new Set([...varying, ...[...scope.names].filter((name) => !constants.has(name))]);
}
