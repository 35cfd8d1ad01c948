import { sameValue, valueKey } from '../value/equal.ts';
import { type Value, type ValueMap, valueMap } from '../value/value.ts';
import { constantOf } from './writeTask.ts';

/** Points as `parameters`, for what all have in common, and `points` for the rest; each once, in their order. */
export function listedPoints(points: readonly ValueMap[]): readonly (readonly [string, Value])[] {
  const [first] = points;
  const names = parameterNames(points);
  const constant = names.filter((name) => points.every((point) => Object.hasOwn(point, name) && sameValue(point[name], first?.[name])));
  const varying = names.filter((name) => !constant.includes(name));
  const rows = points.map((point) =>
    valueMap(varying.flatMap((name) => (Object.hasOwn(point, name) ? [[name, point[name] ?? null] as const] : []))),
  );
  const once = new Map<string, ValueMap>();
  for (const row of rows) if (!once.has(valueKey(row))) once.set(valueKey(row), row);
  const parameters = valueMap(constant.map((name) => [name, constantOf(first?.[name] ?? null)]));
  return [
    ...(constant.length > 0 ? [['parameters', parameters] as const] : []),
    ...(varying.length > 0 ? [['points', [...once.values()]] as const] : []),
  ];
}

/** Every name that some point has, in order of appearance. */
export function parameterNames(points: readonly ValueMap[]): readonly string[] {
  return [...new Set(points.flatMap((point) => Object.keys(point)))];
}
