import { checkExpression } from '../../expression/check.ts';
import { parseExpression } from '../../expression/parse.ts';
import { expressionProblem } from '../../task/read/condition.ts';
import { derivedColumn } from '../../task/derivedColumn.ts';
import { scalarText } from '../../task/read/reading.ts';
import { writtenIn } from '../../task/read/written.ts';
import { child, type ScalarNode } from '../../task/tree.ts';
import { nearest } from '../../value/suggest.ts';
import type { Check, TaskRule } from '../check.ts';
import { factorsOf } from '../factors.ts';
import { problem, type Problem } from '../problem.ts';

/** Columns that every results table has. */
const ITEM_COLUMNS = ['index', 'key', 'replicate', 'seed', 'state', 'error', 'attempts', 'seconds', 'finishedAt', 'worker', 'tags', 'note'];

/** Names in `views.columns`, `cross`, `cache.ignore` and `metric` that nothing has. */
export const unknownNames: TaskRule = function* (check) {
  const { task, scope, root } = check;
  if (scope.open) return;
  const parameters = new Set([...scope.names, ...task.schema.parameters.keys()]);
  const crossed = scalars(check, ['cross']);
  if (crossed.length > 0) yield* unknownIn(crossed, crossable(check), 'no axis of this sweep');
  yield* unknownIn(scalars(check, ['cache', 'ignore']), parameters, 'no parameter of this sweep');
  const outputs = [...task.schema.outputs.keys()];
  const columns = new Set([...parameters, ...outputs, ...outputs.map((name) => `out.${name}`), ...ITEM_COLUMNS]);
  const closed = outputs.length > 0;
  for (const column of scalars(check, ['views', 'columns'])) {
    if (column.source.includes('=')) yield* derived(check, column, { known: columns, closed });
    else if (closed) yield* unknownIn([column], columns, 'neither a parameter nor a declared output');
  }
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

function scalars({ root }: Check, path: readonly string[]): readonly ScalarNode[] {
  const list = path.reduce<ReturnType<typeof child>>((node, key) => child(node, key), root);
  return list?.kind === 'list' ? list.items.filter((item) => item.kind === 'scalar') : [];
}

function* unknownIn(nodes: readonly ScalarNode[], known: ReadonlySet<string>, what: string): Iterable<Problem> {
  for (const node of nodes) {
    const name = String(node.value);
    if (known.has(name)) continue;
    const suggestion = nearest(name, known);
    yield problem(
      'unknown-name',
      node,
      `\`${name}\` is ${what}. ${suggestion === undefined ? 'Correct it, or remove it.' : `Did you mean \`${suggestion}\`?`}`,
      { data: suggestion === undefined ? {} : { suggestion } },
    );
  }
}

/** Names that a column may use; all of them where outputs are declared. */
interface Columns {
  readonly known: ReadonlySet<string>;
  readonly closed: boolean;
}

/** A column `name = expression`. */
function* derived({ world }: Check, node: ScalarNode, { known, closed }: Columns): Iterable<Problem> {
  const whole = scalarText(node);
  const column = derivedColumn(whole);
  if (!column) return yield problem('expression-syntax', node, 'A computed column is written `name = expression`.');
  if (known.has(column.name))
    yield problem(
      'unknown-name',
      node,
      `\`${column.name}\` is a column already, so that this one would never be seen. Give it another name.`,
    );
  const written = writtenIn(world, node, whole);
  const { expression, errors } = parseExpression(column.text, known);
  const found = expression ? checkExpression(expression, new Map([...known].map((name) => [name, 'any']))) : errors;
  for (const error of found) {
    if (error.code === 'unknown-name' && !closed) continue;
    yield expressionProblem(error, written, column.start);
  }
}
