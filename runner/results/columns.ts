import type { Space } from '../../core/space/space.ts';
import type { Field, Task } from '../../core/task/task.ts';
import type { Value } from '../../core/value/value.ts';
import type { Column } from '../../protocol/runner.ts';

/** Facts of an item that filters and sorts may name beside parameters and outputs. */
export const ITEM_COLUMNS = [
  'index',
  'key',
  'replicate',
  'seed',
  'state',
  'seconds',
  'attempts',
  'finishedAt',
  'worker',
  'error',
  'cause',
] as const;
export type ItemColumn = (typeof ITEM_COLUMNS)[number];

/** What a column name means: parameters first, then outputs (`out.name` always does), then facts of the item. */
export type ColumnSource =
  | { readonly kind: 'parameter' | 'output'; readonly name: string }
  | { readonly kind: 'item'; readonly name: ItemColumn };

export function columnSource(id: string, parameters: ReadonlySet<string>, outputs: ReadonlySet<string>): ColumnSource | undefined {
  if (parameters.has(id)) return { kind: 'parameter', name: id };
  if (outputs.has(id)) return { kind: 'output', name: id };
  if (id.startsWith('out.') && outputs.has(id.slice(4))) return { kind: 'output', name: id.slice(4) };
  const fact = ITEM_COLUMNS.find((one) => one === id);
  return fact && { kind: 'item', name: fact };
}

/** Columns in declaration order: facts, parameters, outputs; an output with a parameter's name is `out.name`. */
export function columnsOf(task: Task, space: Space, outputs: ReadonlySet<string>): readonly Column[] {
  const varying = new Set(space.axes.filter((axis) => axis.size > 1).map((axis) => axis.name));
  const constant = new Set(constantNames(task));
  const parameters = space.names.map(
    (name): Column => ({
      id: name,
      kind: 'parameter',
      varies: varying.has(name) || !constant.has(name),
      ...declared(task.schema.parameters.get(name)),
      ...defaultOf(task.schema.parameters.get(name)?.default),
    }),
  );
  const names = new Set(space.names);
  const results = [...outputs].map(
    (name): Column => ({
      id: names.has(name) ? `out.${name}` : name,
      kind: 'output',
      varies: true,
      ...declared(task.schema.outputs.get(name)),
    }),
  );
  const facts = ['index', 'key', 'replicate', 'state'].map(
    (id): Column => ({ id, kind: 'item', varies: id !== 'replicate' || task.replicates > 1 }),
  );
  return [...facts, ...parameters, ...results];
}

function declared(field: Field | undefined): Pick<Column, 'unit' | 'type'> {
  return field === undefined ? {} : { type: field.type, ...(field.unit !== undefined && { unit: field.unit }) };
}

function defaultOf(value: Value | undefined): { default?: Value } {
  return value === undefined ? {} : { default: value };
}

function constantNames(task: Task): readonly string[] {
  return task.space.factors.flatMap((factor) => (factor.kind === 'constant' ? [factor.name] : []));
}
