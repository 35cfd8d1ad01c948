import { type Value, type ValueMap, valueMap } from './value.ts';

/** Turns steps into series: every name that occurs becomes a list with one value a step, `null` where a step lacks it. */
export function seriesOf(steps: readonly ValueMap[]): ValueMap {
  const names = new Set(steps.flatMap((step) => Object.keys(step)));
  return valueMap(Array.from(names, (name): [string, Value] => [name, steps.map((step) => (name in step ? (step[name] ?? null) : null))]));
}
