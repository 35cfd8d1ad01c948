import { blockNames, namesOf } from '../../check/factors.ts';
import { namesIn } from '../../expression/check.ts';
import type { AxisFactor, Block, CasesFactor, Condition, ConstantFactor, Exclusion, Factor, ZipFactor } from '../../task/task.ts';

/** The part of a block that is not drawn: what each draw is crossed with. */
export interface Crossing {
  /** Constants and crossed factors, with the rules that concern them alone; a grid. */
  readonly grid: Block;
  /** The rules that need a draw to decide. */
  readonly constraints: readonly Condition[];
  readonly exclude: readonly Exclusion[];
  /** Whether a crossed parameter depends on a drawn one, so that points of one draw may be equal. */
  readonly merges: boolean;
}

/** Whether a factor is crossed with the sample: when `cross` names it or something inside it. */
export function isCrossed(factor: Factor, cross: ReadonlySet<string>): boolean {
  if ('name' in factor && cross.has(factor.name)) return true;
  for (const name of namesOf(factor).keys()) if (cross.has(name)) return true;
  return false;
}

/** Divides a block between the grid and the draws. */
export function crossingOf(block: Block, cross: ReadonlySet<string>): Crossing {
  const factors = gridFactors(block.factors, cross);
  const names = new Set(factors.flatMap((factor) => [...namesOf(factor).keys()]));
  const loose = new Set<string>();
  const settled = factors.map((factor) => withoutLoose(factor, names, loose));
  const isSettled = (used: Iterable<string>) => [...used].every((name) => names.has(name) && !loose.has(name));
  const [own, constraints] = divide(block.constraints, (one) => isSettled(namesIn(one.expression).map(({ name }) => name)));
  const [removed, exclude] = divide(block.exclude, (one) =>
    isSettled(one.kind === 'point' ? one.values.keys() : blockNames(one.block).keys()),
  );
  return {
    grid: { ...block, factors: settled, constraints: own, exclude: removed, include: [] },
    constraints,
    exclude,
    merges: loose.size > 0,
  };
}

function gridFactors(factors: readonly Factor[], cross: ReadonlySet<string>): readonly Factor[] {
  return factors.flatMap((factor): readonly Factor[] => {
    if (factor.kind === 'constant') return [factor];
    if (!isCrossed(factor, cross)) return [];
    return factor.kind === 'cases' ? [gridCases(factor, cross)] : [factor];
  });
}

/** The cases, each with its constants and with those of its axes that are crossed themselves. */
function gridCases(factor: CasesFactor, cross: ReadonlySet<string>): CasesFactor {
  return { ...factor, cases: factor.cases.map((one) => ({ ...one, factors: gridFactors(one.factors, cross) })) };
}

/** A condition that names a drawn parameter is left to the draws; its parameter is noted. */
function withoutLoose(factor: Factor, names: ReadonlySet<string>, loose: Set<string>): Factor {
  const strip = (axis: AxisFactor | ConstantFactor): AxisFactor | ConstantFactor => {
    if (axis.kind !== 'axis' || axis.when === undefined) return axis;
    if (namesIn(axis.when.expression).every(({ name }) => names.has(name))) return axis;
    loose.add(axis.name);
    const { when: _, ...rest } = axis;
    return rest;
  };
  if (factor.kind === 'axis') return strip(factor);
  if (factor.kind === 'zip') return { ...factor, columns: factor.columns.map(strip) } satisfies ZipFactor;
  if (factor.kind !== 'cases') return factor;
  return {
    ...factor,
    cases: factor.cases.map((one) => ({ ...one, factors: one.factors.map((inner) => withoutLoose(inner, names, loose)) })),
  };
}

function divide<T>(all: readonly T[], belongs: (one: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [all.filter(belongs), all.filter((one) => !belongs(one))];
}

/** How many numbers a draw takes: one for each axis, zip, choice of a case, of a block or of a listed point that is not crossed. */
export function dimensionsOf(factors: readonly Factor[], cross: ReadonlySet<string>): number {
  return factors.reduce((sum, factor) => sum + dimensionsOfFactor(factor, cross), 0);
}

function dimensionsOfFactor(factor: Factor, cross: ReadonlySet<string>): number {
  if (factor.kind === 'constant') return 0;
  const crossed = isCrossed(factor, cross);
  if (factor.kind === 'cases') {
    return (crossed ? 0 : 1) + factor.cases.reduce((sum, one) => sum + dimensionsOf(one.factors, crossed ? cross : NONE), 0);
  }
  if (crossed) return 0;
  return factor.kind === 'concat' ? 1 + factor.blocks.reduce((sum, block) => sum + dimensionsOf(block.factors, NONE), 0) : 1;
}

const NONE: ReadonlySet<string> = new Set();
