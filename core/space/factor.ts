import { remembered, type Topic } from '../memory.ts';
import type { AxisFactor, Block, CasesFactor, ConstantFactor, Factor, PointRow, ZipFactor } from '../task/task.ts';
import type { Value } from '../value/value.ts';
import { column, constant, product, rows, sum, zip } from './algebra.ts';
import { axisValues } from './axis.ts';
import { type Context, slotOf } from './context.ts';
import { type Compiled, recalled } from './recalled.ts';
import type { Relation } from './relation.ts';
import { valueSet } from './valueSet.ts';
import { zipAxes } from './zipAxes.ts';

/** How a block inside a factor becomes rows; handed in, as blocks are made of factors. */
export type CompileBlock = (block: Block, context: Context) => Relation;

/** One factor of a block as rows; `when` is not applied yet. */
export function compileFactor(factor: Factor, context: Context, compileBlock: CompileBlock): Relation {
  switch (factor.kind) {
    case 'constant':
    case 'axis': {
      const slot = slotOf(factor.name, context);
      return remembered(context.memory, SINGLE, [factor, slot], () => compileSingle(factor, slot));
    }
    case 'zip':
      return recalled(FACTOR, [factor], context, (own) => compileZip(factor, own));
    case 'cases':
      return recalled(FACTOR, [factor], context, (own) => compileCases(factor, own, compileBlock));
    case 'points':
      return recalled(FACTOR, [factor], context, (own) => rows(factor.rows.map((row) => bySlot(row, own))));
    case 'concat':
      return recalled(FACTOR, [factor], context, (own) => sum(factor.blocks.map((block) => compileBlock(block, own))));
  }
}

const SINGLE: Topic<Relation> = { name: 'relation of one parameter' };
const FACTOR: Topic<Compiled<Relation>> = { name: 'relation of a factor' };

function compileSingle(factor: ConstantFactor | AxisFactor, slot: number): Relation {
  return factor.kind === 'constant' ? constant(slot, factor.value) : column(slot, valueSet(axisValues(factor.generator)));
}

/** A listed point by slot. */
export function bySlot({ values }: Pick<PointRow, 'values'>, context: Context): ReadonlyMap<number, Value> {
  return new Map([...values].map(([name, value]) => [slotOf(name, context), value]));
}

function compileZip({ columns }: ZipFactor, context: Context): Relation {
  const axes = zipAxes(columns);
  return zip(
    columns.map((one, at) => {
      const values = axes[at] ?? { size: 1, at: () => (one.kind === 'constant' ? one.value : null), ordered: false };
      return { slot: slotOf(one.name, context), values: valueSet(values), constant: one.kind === 'constant' };
    }),
  );
}

/** The case parameter comes before those of its cases. */
function compileCases(factor: CasesFactor, context: Context, compileBlock: CompileBlock): Relation {
  const slot = slotOf(factor.name, context);
  return sum(
    factor.cases.map((one) =>
      recalled(CASE, [one, slot], context, (own) =>
        product([constant(slot, one.name), ...one.factors.map((inner) => compileFactor(inner, own, compileBlock))]),
      ),
    ),
  );
}

const CASE: Topic<Compiled<Relation>> = { name: 'relation of a case' };

/** The values that a point of a block has whatever it says: its constants, and those of the cases that it chooses. */
export function constantsFor(factors: readonly Factor[], values: ReadonlyMap<string, Value>): ReadonlyMap<string, Value> {
  const found = new Map<string, Value>();
  for (const factor of factors) {
    if (factor.kind === 'constant') found.set(factor.name, factor.value);
    if (factor.kind !== 'cases') continue;
    const chosen = factor.cases.find((one) => one.name === values.get(factor.name));
    for (const [name, value] of constantsFor(chosen?.factors ?? [], values)) found.set(name, value);
  }
  return found;
}
