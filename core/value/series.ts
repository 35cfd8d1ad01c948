import { isValueList, type Value, type ValueMap, valueMap } from './value.ts';

/** Turns steps into series: every name that occurs becomes a list with one value a step, `null` where a step lacks it. */
export function seriesOf(steps: readonly ValueMap[]): ValueMap {
  const names = new Set(steps.flatMap((step) => Object.keys(step)));
  return valueMap(Array.from(names, (name): [string, Value] => [name, steps.map((step) => (name in step ? (step[name] ?? null) : null))]));
}

/** The numbers of a series, NaN where a step has none; nothing where the value is no series. */
export function seriesNumbers(value: Value): readonly number[] | undefined {
  if (!isValueList(value) || value.length < 2) return undefined;
  const numbers = value.map((one) => (typeof one === 'number' || typeof one === 'bigint' ? Number(one) : Number.NaN));
  const isGap = (one: Value): boolean => one === null || typeof one === 'number' || typeof one === 'bigint';
  return value.every(isGap) && numbers.some(Number.isFinite) ? numbers : undefined;
}
