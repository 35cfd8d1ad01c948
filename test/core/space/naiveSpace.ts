import { compileCondition } from '../../../core/expression/evaluate.ts';
import { axisValues } from '../../../core/space/axis.ts';
import type { AxisFactor, Block, Condition, ConstantFactor, Factor } from '../../../core/task/task.ts';
import { valueKey } from '../../../core/value/equal.ts';
import type { Point, Value } from '../../../core/value/value.ts';

/** A block expanded step by step as task-file.md says, all rows in memory: slow, short, and the oracle for the space by index. */
export function naivePoints(block: Block): readonly Point[] {
  const candidates = multiplied(block.factors).map(withoutAbsent);
  const allowed = candidates.filter((row) => block.constraints.every((condition) => holds(condition, row) !== false));
  const excluded = block.exclude.flatMap((one) => (one.kind === 'point' ? [one.values] : naivePoints(one.block)));
  const kept = allowed.filter((row) => !excluded.some((other) => agrees(row, other)));
  const included = block.include.map(({ values }) => new Map([...constants(block.factors, values), ...values]));
  return merged([...kept, ...included]);
}

/** A row with the conditions of the parameters that it has. */
interface Candidate {
  readonly values: ReadonlyMap<string, Value>;
  readonly whens: readonly (readonly [name: string, when: Condition])[];
}

const NOTHING: Candidate = { values: new Map(), whens: [] };

function multiplied(factors: readonly Factor[]): readonly Candidate[] {
  return factors.reduce<readonly Candidate[]>(
    (rows, factor) => {
      const own = candidatesOf(factor);
      return rows.flatMap((row) => own.map((other) => joined(row, other)));
    },
    [NOTHING],
  );
}

function joined(a: Candidate, b: Candidate): Candidate {
  return { values: new Map([...a.values, ...b.values]), whens: [...a.whens, ...b.whens] };
}

function candidatesOf(factor: Factor): readonly Candidate[] {
  switch (factor.kind) {
    case 'constant':
    case 'axis':
      return valuesOf(factor).map((value) => single(factor, value));
    case 'zip': {
      const lengths = factor.columns.filter((one) => one.kind === 'axis').map((one) => valuesOf(one).length);
      const length = lengths.length === 0 ? 1 : Math.min(...lengths);
      return Array.from({ length }, (_, row) =>
        factor.columns.map((one) => single(one, valuesOf(one)[one.kind === 'axis' ? row : 0] ?? null)).reduce(joined, NOTHING),
      );
    }
    case 'cases':
      return factor.cases.flatMap((one) =>
        multiplied(one.factors).map((inner) => joined({ values: new Map([[factor.name, one.name]]), whens: [] }, inner)),
      );
    case 'points':
      return factor.rows.map((row) => ({ values: row.values, whens: [] }));
    case 'concat':
      return factor.blocks.flatMap((inner) => naivePoints(inner).map((values) => ({ values, whens: [] })));
  }
}

function valuesOf(factor: ConstantFactor | AxisFactor): readonly Value[] {
  if (factor.kind === 'constant') return [factor.value];
  const { size, at } = axisValues(factor.generator);
  return Array.from({ length: size }, (_, index) => at(index));
}

function single(factor: ConstantFactor | AxisFactor, value: Value): Candidate {
  const when = factor.kind === 'axis' ? factor.when : undefined;
  return { values: new Map([[factor.name, value]]), whens: when === undefined ? [] : [[factor.name, when]] };
}

/** Takes parameters away until every condition of the remaining ones holds. */
function withoutAbsent({ values, whens }: Candidate): Point {
  const row = new Map(values);
  for (;;) {
    const found = whens.find(([name, when]) => row.has(name) && holds(when, row) !== true);
    if (found === undefined) return row;
    row.delete(found[0]);
  }
}

function holds(condition: Condition, row: Point): boolean | undefined {
  return compileCondition(condition.expression)((name) => row.get(name));
}

function agrees(row: Point, excluded: Point): boolean {
  return [...excluded].every(([name, value]) => keyAt(row, name) === valueKey(value));
}

function keyAt(row: Point, name: string): string | undefined {
  const value = row.get(name);
  return value === undefined ? undefined : valueKey(value);
}

function constants(factors: readonly Factor[], values: Point): readonly (readonly [string, Value])[] {
  return factors.flatMap((factor) => {
    if (factor.kind === 'constant') return [[factor.name, factor.value] as const];
    if (factor.kind !== 'cases') return [];
    return constants(factor.cases.find((one) => one.name === values.get(factor.name))?.factors ?? [], values);
  });
}

function merged(rows: readonly Point[]): readonly Point[] {
  const first = new Map<string, Point>();
  for (const row of rows) {
    const key = pointKey(row);
    if (!first.has(key)) first.set(key, row);
  }
  return [...first.values()];
}

/** A text that two points share exactly when they are equal, in whatever order their parameters are. */
export function pointKey(point: Point): string {
  const parts = [...point].map(([name, value]) => `${name}=${valueKey(value)}`);
  return parts.toSorted().join(';');
}
