import type { Value } from '../value/value.ts';
import type { AxisFactor, Block, ConstantFactor, Factor, Task } from './task.ts';

/** A task in which named parameters have one given value; `unknown` names those that neither the space nor the schema has. */
export interface Overridden {
  readonly task: Task;
  readonly unknown: readonly string[];
}

/**
 * Replaces constants and axes by constants, wherever they stand (groups by their dotted name, inside zips, cases and
 * concats too); a parameter that only the schema has becomes a constant. Values must have been brought to their declared
 * type. Points that become equal merge, as always.
 */
export function overrideTask(task: Task, values: ReadonlyMap<string, Value>): Overridden {
  const found = new Set<string>();
  const space = inBlock(task.space, values, found);
  const added: ConstantFactor[] = [];
  const unknown: string[] = [];
  for (const [name, value] of values) {
    if (found.has(name)) continue;
    const field = task.schema.parameters.get(name);
    if (!field) unknown.push(name);
    else added.push({ kind: 'constant', name, keyAt: field, file: field.file, span: field.span, value });
  }
  return { task: { ...task, space: { ...space, factors: [...space.factors, ...added] } }, unknown };
}

function inBlock(block: Block, values: ReadonlyMap<string, Value>, found: Set<string>): Block {
  return { ...block, factors: block.factors.map((factor) => inFactor(factor, values, found)) };
}

function inFactor(factor: Factor, values: ReadonlyMap<string, Value>, found: Set<string>): Factor {
  switch (factor.kind) {
    case 'constant':
    case 'axis':
      return inColumn(factor, values, found);
    case 'zip':
      return { ...factor, columns: factor.columns.map((column) => inColumn(column, values, found)) };
    case 'cases': {
      const chosen = values.get(factor.name);
      if (chosen !== undefined) found.add(factor.name);
      const cases = factor.cases.filter((one) => chosen === undefined || one.name === chosen);
      return { ...factor, cases: cases.map((one) => ({ ...one, factors: one.factors.map((inner) => inFactor(inner, values, found)) })) };
    }
    case 'concat':
      return { ...factor, blocks: factor.blocks.map((block) => inBlock(block, values, found)) };
    case 'points':
      return {
        ...factor,
        rows: factor.rows.map((row) => ({
          ...row,
          values: new Map([...row.values].map(([name, value]) => [name, replaced(name, value, values, found)])),
        })),
      };
  }
}

function inColumn(
  column: ConstantFactor | AxisFactor,
  values: ReadonlyMap<string, Value>,
  found: Set<string>,
): ConstantFactor | AxisFactor {
  const value = values.get(column.name);
  if (value === undefined) return column;
  found.add(column.name);
  const { name, keyAt, file, span } = column;
  return { kind: 'constant', name, keyAt, file, span, value };
}

function replaced(name: string, value: Value, values: ReadonlyMap<string, Value>, found: Set<string>): Value {
  const other = values.get(name);
  if (other === undefined) return value;
  found.add(name);
  return other;
}
