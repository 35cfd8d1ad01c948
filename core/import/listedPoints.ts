import { sameValue, valueKey } from '../value/equal.ts';
import { type Value, type ValueMap, valueMap } from '../value/value.ts';
import { constantOf } from './writeTask.ts';

/** Points as `parameters`, for what all have in common, and `points` for the rest; each once, in their order. They are walked more than once. */
export function listedPoints(points: Iterable<ValueMap>): readonly (readonly [string, Value])[] {
  const constant = constantsOf(points);
  const varying = parameterNames(points).filter((name) => !constant.has(name));
  const once = new Map<string, ValueMap>();
  for (const point of points) {
    const row = valueMap(varying.flatMap((name) => (Object.hasOwn(point, name) ? [[name, point[name] ?? null] as const] : [])));
    const key = valueKey(row);
    if (!once.has(key)) once.set(key, row);
  }
  const parameters = valueMap([...constant].map(([name, value]) => [name, constantOf(value)]));
  return [
    ...(constant.size > 0 ? [['parameters', parameters] as const] : []),
    ...(varying.length > 0 ? [['points', [...once.values()]] as const] : []),
  ];
}

/** What every point has, and has alike. */
function constantsOf(points: Iterable<ValueMap>): ReadonlyMap<string, Value> {
  let constant: Map<string, Value> | undefined;
  for (const point of points) {
    constant ??= new Map(Object.entries(point));
    for (const [name, value] of constant) if (!Object.hasOwn(point, name) || !sameValue(point[name], value)) constant.delete(name);
  }
  return constant ?? new Map();
}

/** Every name that some point has, in order of appearance. */
export function parameterNames(points: Iterable<ValueMap>): readonly string[] {
  const names = new Set<string>();
  for (const point of points) for (const name of Object.keys(point)) names.add(name);
  return [...names];
}
