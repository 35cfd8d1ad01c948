import { axisValues } from '../space/axis.ts';
import { isContinuous } from '../space/sample/quantile.ts';
import type { Factor, Task } from '../task/task.ts';
import type { Value } from '../value/value.ts';
import { factorsNamed } from './factors.ts';

/** All values that a parameter may have at some point; `undefined` where they are not listed, or too many. */
export function possibleValues(name: string, { space, schema }: Task): readonly Value[] | undefined {
  const found: Value[] = [];
  for (const factor of factorsNamed(name, space)) {
    const values = valuesIn(factor, name);
    if (values === undefined) return undefined;
    for (const value of values) found.push(value);
  }
  for (const { values } of space.include) found.push(...valueIn(values, name));
  const preset = schema.parameters.get(name)?.default;
  return preset === undefined ? found : [...found, preset];
}

function valuesIn(factor: Factor, name: string): readonly Value[] | undefined {
  if (factor.kind === 'points') return factor.rows.flatMap((row) => valueIn(row.values, name));
  if (!('name' in factor) || factor.kind === 'zip') return [];
  if (factor.kind === 'constant') return [factor.value];
  if (factor.kind === 'cases') return factor.cases.map((one) => one.name);
  const { size, at } = axisValues(factor.generator);
  return isContinuous(factor.generator) || size > LISTED ? undefined : Array.from({ length: size }, (_, index) => at(index));
}

const LISTED = 10_000;

function valueIn(values: ReadonlyMap<string, Value>, name: string): readonly Value[] {
  const value = values.get(name);
  return value === undefined ? [] : [value];
}
