import { namesOf } from '../../check/factors.ts';
import type {
  AxisFactor,
  Block,
  Case,
  CasesFactor,
  ConcatFactor,
  Condition,
  ConstantFactor,
  Exclusion,
  Factor,
  PointsFactor,
  ZipFactor,
} from '../../task/task.ts';
import type { Value } from '../../value/value.ts';
import { type Context, slotOf } from '../context.ts';
import { bySlot, constantsFor } from '../factor.ts';
import type { Row } from '../relation.ts';
import { zipAxes, zipSize } from '../zipAxes.ts';
import { isCrossed } from './crossing.ts';
import { isContinuous, listed, placeOf, quantile } from './quantile.ts';

/** How a vector of numbers between 0 and 1 becomes a part of a row. */
export interface Drawing {
  /** What is written, absent parameters included. */
  readonly slots: readonly number[];
  /** Whether two draws are as good as never equal: some number of it has a continuous range. */
  readonly continuous: boolean;
  /** Writes its slots; answers the number of the rule that refuses the draw, or `TAKEN`. */
  fill(unit: Float64Array, row: Row): number;
}

/** The answer of a drawing that no rule refuses. */
export const TAKEN = -1;

/** What the drawings of one sample share. */
export interface Draft {
  readonly context: Context;
  readonly cross: ReadonlySet<string>;
  /** How many dimensions are given out: one an axis, zip, choice of a case, of a block or of a listed point, in order of appearance. */
  dimensions: number;
  /** The rules that may refuse draws, by number. */
  readonly rules: RefusingRule[];
  /** Draws a block inside `concat`; handed in, as blocks are made of factors. */
  readonly drawBlock: (block: Block, draft: Draft) => Drawing;
}

/** A constraint or an entry of `exclude` that needs a draw to decide. */
export type RefusingRule = Condition | Exclusion;

/** One factor; nothing where it is not drawn but crossed. */
export function drawFactor(factor: Factor, draft: Draft, inGrid = true): readonly Drawing[] {
  if (inGrid && factor.kind === 'constant') return [];
  const crossed = inGrid && isCrossed(factor, draft.cross);
  if (factor.kind === 'cases') return [drawCases(factor, draft, { crossed, inGrid })];
  return crossed ? [] : [drawOne(factor, draft)];
}

function drawOne(factor: Exclude<Factor, CasesFactor>, draft: Draft): Drawing {
  switch (factor.kind) {
    case 'constant':
      return drawRow(new Map([[factor.name, factor.value]]), draft);
    case 'axis':
      return drawAxis(factor, draft);
    case 'zip':
      return drawZip(factor, draft);
    case 'points':
      return drawPoints(factor, draft);
    case 'concat':
      return drawConcat(factor, draft);
  }
}

function drawAxis(axis: AxisFactor, draft: Draft): Drawing {
  const slot = slotOf(axis.name, draft.context);
  const dimension = draft.dimensions++;
  const value = quantile(axis.generator);
  return {
    slots: [slot],
    continuous: isSpread(axis),
    fill(unit, row) {
      row[slot] = value(unit[dimension] ?? 0);
      return TAKEN;
    },
  };
}

/** Many more values than draws: a continuous range of floats that is not too narrow, and never absent. */
function isSpread({ generator, when }: AxisFactor): boolean {
  if (!isContinuous(generator) || generator.type === 'int' || when !== undefined) return false;
  const [min, max] = [Number(generator.min ?? 0), Number(generator.max ?? 0)];
  return generator.min === undefined || generator.max === undefined || max - min > NARROW * Math.max(Math.abs(min), Math.abs(max));
}

const NARROW = 2 ** -12;

/** Columns that move together share one number: listed ones take the value at its place, continuous ones that of its quantile. */
function drawZip({ columns }: ZipFactor, draft: Draft): Drawing {
  const dimension = draft.dimensions++;
  const finite = columns.filter((one) => !(one.kind === 'axis' && isContinuous(one.generator)));
  const axes = new Map(zipAxes(finite).map((axis, at) => [finite[at], axis]));
  const size = zipSize(finite);
  const parts = columns.map((one) => ({ slot: slotOf(one.name, draft.context), value: columnValue(one, axes.get(one)?.at, size) }));
  return {
    slots: parts.map(({ slot }) => slot),
    continuous: columns.some((one) => one.kind === 'axis' && isSpread(one)),
    fill(unit, row) {
      for (const { slot, value } of parts) row[slot] = value(unit[dimension] ?? 0);
      return TAKEN;
    },
  };
}

function columnValue(
  column: ConstantFactor | AxisFactor,
  at: ((index: number) => Value) | undefined,
  size: number,
): (unit: number) => Value {
  if (column.kind === 'constant') return () => column.value;
  return at === undefined ? quantile(column.generator) : listed(size, at);
}

function drawRow(values: ReadonlyMap<string, Value>, { context }: Draft): Drawing {
  const slots = bySlot({ values }, context);
  return {
    slots: [...slots.keys()],
    continuous: false,
    fill(_, row) {
      for (const [slot, value] of slots) row[slot] = value;
      return TAKEN;
    },
  };
}

function drawPoints(factor: PointsFactor, draft: Draft): Drawing {
  const rows = factor.rows.map((row) => bySlot(row, draft.context));
  const slots = [...new Set(rows.flatMap((row) => [...row.keys()]))];
  const dimension = draft.dimensions++;
  return {
    slots,
    continuous: false,
    fill(unit, row) {
      clear(row, slots);
      for (const [slot, value] of rows[placeOf(unit[dimension] ?? 0, rows.length)] ?? []) row[slot] = value;
      return TAKEN;
    },
  };
}

/** Each case is equally likely, unless the cases are crossed with the sample: then the row has its case already. */
function drawCases(
  factor: CasesFactor,
  draft: Draft,
  { crossed, inGrid }: { readonly crossed: boolean; readonly inGrid: boolean },
): Drawing {
  const slot = slotOf(factor.name, draft.context);
  const dimension = crossed ? -1 : draft.dimensions++;
  const parts = factor.cases.map((one) => drawCase(one, draft, crossed && inGrid));
  const inner = [...new Set(parts.flatMap((part) => part.slots))];
  const places = new Map<Row[number], number>(factor.cases.map((one, at) => [one.name, at]));
  const foreign = factor.cases.map((one) => {
    const own = new Set(crossed ? one.factors.filter((it) => isInGrid(it, draft.cross)).flatMap((it) => slotsOf(it, draft.context)) : []);
    return inner.filter((each) => !own.has(each));
  });
  return {
    slots: crossed ? inner : [slot, ...inner],
    continuous: parts.length > 0 && parts.every((part) => part.continuous),
    fill(unit, row) {
      const place = crossed ? places.get(row[slot]) : placeOf(unit[dimension] ?? 0, parts.length);
      if (!crossed) row[slot] = factor.cases[place ?? 0]?.name;
      clear(row, foreign[place ?? 0] ?? []);
      return parts[place ?? 0]?.fill(unit, row) ?? TAKEN;
    },
  };
}

function isInGrid(factor: Factor, cross: ReadonlySet<string>): boolean {
  return factor.kind === 'constant' || isCrossed(factor, cross);
}

function slotsOf(factor: Factor, context: Context): readonly number[] {
  return [...namesOf(factor).keys()].map((name) => slotOf(name, context));
}

function drawCase({ factors }: Case, draft: Draft, inGrid: boolean): Drawing {
  return together(factors.flatMap((factor) => drawFactor(factor, draft, inGrid)));
}

/** Each block is equally likely, and so is each point that one includes; a block's rules refuse only draws that chose it. */
function drawConcat({ blocks }: ConcatFactor, draft: Draft): Drawing {
  const dimension = draft.dimensions++;
  const parts = blocks.flatMap((block) => [
    draft.drawBlock(block, draft),
    ...block.include.map(({ values }) => drawRow(new Map([...constantsFor(block.factors, values), ...values]), draft)),
  ]);
  const slots = [...new Set(parts.flatMap((part) => part.slots))];
  return {
    slots,
    continuous: parts.length > 0 && parts.every((part) => part.continuous),
    fill(unit, row) {
      clear(row, slots);
      return parts[placeOf(unit[dimension] ?? 0, parts.length)]?.fill(unit, row) ?? TAKEN;
    },
  };
}

/** Drawings one after the other. */
export function together(parts: readonly Drawing[]): Drawing {
  return {
    slots: parts.flatMap((part) => part.slots),
    continuous: parts.some((part) => part.continuous),
    fill(unit, row) {
      for (const part of parts) {
        const refused = part.fill(unit, row);
        if (refused !== TAKEN) return refused;
      }
      return TAKEN;
    },
  };
}

/** Every parameter that a block may set gets its slot, in order of appearance. */
export function reserveSlots(factors: readonly Factor[], context: Context): void {
  for (const factor of factors) for (const name of namesOf(factor).keys()) slotOf(name, context);
}

function clear(row: Row, slots: readonly number[]): void {
  for (const slot of slots) row[slot] = undefined;
}
