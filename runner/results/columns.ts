import type { Space } from '../../core/space/space.ts';
import type { Field, Task } from '../../core/task/task.ts';
import type { Value } from '../../core/value/value.ts';
import type { Column } from '../../protocol/runner.ts';
import { type ColumnSource, type Derived, ITEM_COLUMNS, type StoredSource } from './columnSource.ts';
import { derivedOf } from './derived.ts';

/** Every column that a task has, by name. */
export interface KnownColumns {
  /** All names that a filter may use. */
  readonly names: ReadonlySet<string>;
  readonly derived: ReadonlyMap<string, Derived>;
  sourceOf(id: string): ColumnSource | undefined;
}

/** The columns of a task whose items have these outputs. */
export function knownColumns(task: Pick<Task, 'columns'>, space: Pick<Space, 'names'>, outputs: ReadonlySet<string>): KnownColumns {
  const parameters = new Set(space.names);
  const stored = new Set([...ITEM_COLUMNS, ...parameters, ...outputs, ...[...outputs].map((name) => `out.${name}`)]);
  const storedSource = (id: string): StoredSource | undefined => {
    if (parameters.has(id)) return { kind: 'parameter', name: id };
    if (outputs.has(id)) return { kind: 'output', name: id };
    if (id.startsWith('out.') && outputs.has(id.slice(4))) return { kind: 'output', name: id.slice(4) };
    const fact = ITEM_COLUMNS.find((one) => one === id);
    return fact && { kind: 'item', name: fact };
  };
  const derived = derivedOf(task, stored, storedSource);
  return {
    names: new Set([...stored, ...derived.keys()]),
    derived,
    sourceOf(id) {
      const own = derived.get(id);
      return own ? { kind: 'derived', name: id, derived: own } : storedSource(id);
    },
  };
}

/** Columns in declaration order: facts, parameters, outputs, computed ones; an output with a parameter's name is `out.name`. */
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
  const derived = [...knownColumns(task, space, outputs).derived.keys()].map((id): Column => ({ id, kind: 'derived', varies: true }));
  return [...facts, ...parameters, ...results, ...derived];
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
