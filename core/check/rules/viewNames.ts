import { checkExpression } from '../../expression/check.ts';
import { parseExpression } from '../../expression/parse.ts';
import { expressionProblem } from '../../task/read/condition.ts';
import { derivedColumn } from '../../task/derivedColumn.ts';
import { scalarText, textOf } from '../../task/read/reading.ts';
import { writtenIn } from '../../task/read/written.ts';
import { child, type ScalarNode } from '../../task/tree.ts';
import type { Check, TaskRule } from '../check.ts';
import { scalarsAt, unknownIn } from '../namedNodes.ts';
import { problem, type Problem } from '../problem.ts';

/** Columns that every results table has. */
const ITEM_COLUMNS = ['index', 'key', 'replicate', 'seed', 'state', 'error', 'attempts', 'seconds', 'finishedAt', 'worker', 'tags', 'note'];

/** Names in `views` that nothing has; an unknown output only where outputs are declared. */
export const viewNames: TaskRule = function* (check) {
  const { task, scope } = check;
  if (scope.open) return;
  const parameters = new Set([...scope.names, ...task.schema.parameters.keys()]);
  const names = [...task.schema.outputs.keys()];
  const outputs = [...names, ...names.map((name) => `out.${name}`)];
  const closed = outputs.length > 0;
  const columns = new Set([...parameters, ...outputs, ...ITEM_COLUMNS]);
  const entries = scalarsAt(check, ['views', 'columns']);
  for (const column of entries) {
    if (column.source.includes('=')) yield* derived(check, column, { known: columns, closed });
    else if (closed) yield* unknownIn([column], columns, 'neither a parameter nor a declared output');
  }
  const computed = entries.flatMap((column) => derivedColumn(scalarText(column))?.name ?? []);
  yield* plots(check, { parameters, drawn: closed ? new Set([...outputs, ...computed, 'seconds']) : undefined });
};

/** Names that a plot may use; `drawn` is missing where outputs are not declared. */
interface PlotNames {
  readonly parameters: ReadonlySet<string>;
  readonly drawn: ReadonlySet<string> | undefined;
}

function* plots({ root }: Check, { parameters, drawn }: PlotNames): Iterable<Problem> {
  const list = child(child(root, 'views'), 'plots');
  for (const plot of list?.kind === 'list' ? list.items : []) {
    const isHeat = textOf(plot, 'kind') === 'heat';
    for (const key of ['x', 'y', 'output']) {
      const node = child(plot, key);
      if (node?.kind !== 'scalar') continue;
      if (key === 'x' || (key === 'y' && isHeat)) yield* unknownIn([node], parameters, 'no parameter of this sweep');
      else if (drawn) yield* unknownIn([node], drawn, 'no declared output');
    }
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
