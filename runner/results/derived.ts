import { namesIn } from '../../core/expression/check.ts';
import { compileExpression } from '../../core/expression/evaluate.ts';
import { parseExpression } from '../../core/expression/parse.ts';
import { derivedColumn } from '../../core/task/derivedColumn.ts';
import type { Task } from '../../core/task/task.ts';
import { isValueMap, type Value, type ValueMap, valueMap } from '../../core/value/value.ts';
import type { Row } from '../../protocol/runner.ts';
import type { ColumnSource, Derived, StoredSource } from './columnSource.ts';

/**
 * The computed columns of a task by name. A parameter or an output of that name stands before it, and so does the first of
 * two. What cannot be read is none: the editor says why.
 */
export function derivedOf(
  task: Pick<Task, 'columns'>,
  names: ReadonlySet<string>,
  sourceOf: (name: string) => ColumnSource | undefined,
): ReadonlyMap<string, Derived> {
  const found = new Map<string, Derived>();
  for (const entry of task.columns) {
    const column = derivedColumn(entry);
    if (column === undefined || found.has(column.name) || names.has(column.name)) continue;
    const { expression, errors } = parseExpression(column.text, names);
    if (expression === undefined || errors.length > 0) continue;
    const inputs = new Map<string, StoredSource>();
    for (const { name } of namesIn(expression)) {
      const source = sourceOf(name);
      if (source && source.kind !== 'derived') inputs.set(name, source);
    }
    found.set(column.name, { evaluate: compileExpression(expression), inputs });
  }
  return found;
}

/** What the computed columns are in one row, without those that depend on something that is absent there. */
export function derivedValues(derived: ReadonlyMap<string, Derived>, row: Omit<Row, 'derived'>): ValueMap {
  const entries: [string, Value][] = [];
  for (const [name, { evaluate, inputs }] of derived) {
    const value = evaluate((input) => {
      const source = inputs.get(input);
      return source && rowValue(row, source);
    });
    if (value !== undefined) entries.push([name, value]);
  }
  return valueMap(entries);
}

/** The same that the columns of a view hold at an item (fillColumns.ts), from a row. */
export function rowValue(row: Omit<Row, 'derived'>, source: StoredSource): Value | undefined {
  if (source.kind !== 'item') {
    const { name } = source;
    if (source.kind === 'parameter') return nested(row.parameters, name);
    return isValueMap(row.outputs) && Object.hasOwn(row.outputs, name) ? row.outputs[name] : undefined;
  }
  switch (source.name) {
    case 'error':
      return row.error?.message;
    case 'cause':
      return undefined;
    case 'seconds':
    case 'finishedAt':
    case 'worker':
      return row[source.name] ?? undefined;
    default:
      return row[source.name];
  }
}

function nested(parameters: ValueMap, name: string): Value | undefined {
  let at: Value | undefined = parameters;
  for (const step of name.split('.')) at = isValueMap(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  return at;
}
