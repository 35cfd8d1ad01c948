/**
 * What a parameter or an output may be. Numbers are IEEE doubles; an integer beyond ±(2^53 − 1) is a `bigint`
 * and only such an integer is, so that one number has one representation.
 */
export type Value = null | boolean | number | bigint | string | readonly Value[] | ValueMap;

/** A mapping of names to values; always made with `valueMap`, so that `__proto__` is a key like any other. */
export interface ValueMap {
  readonly [name: string]: Value;
}

/** A mapping without a prototype. */
export function valueMap(entries: Iterable<readonly [string, Value]> = []): ValueMap {
  const map: Record<string, Value> = Object.create(null);
  for (const [name, value] of entries) map[name] = value;
  return map;
}

export function isValueMap(value: Value | undefined): value is ValueMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isValueList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** The one representation of an integer given as digits: `number` while it is exact, `bigint` beyond. */
export function integerValue(digits: bigint): number | bigint {
  return digits >= BigInt(Number.MIN_SAFE_INTEGER) && digits <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(digits) : digits;
}

/** Parameters by dotted name, in declaration order. A parameter that is absent at a point is not in the map. */
export type Point = ReadonlyMap<string, Value>;

/** `model.depth` → `{model: {depth}}`: how points are shown, passed to objectives and hashed. */
export function nest(point: Point): ValueMap {
  const root: Record<string, Value> = Object.create(null);
  for (const [name, value] of point) {
    const path = name.split('.');
    const last = path.pop() ?? name;
    let at = root;
    for (const step of path) {
      // SAFETY: every group on the way was made by this function as a null-prototype record.
      at = (at[step] ??= Object.create(null)) as Record<string, Value>;
    }
    at[last] = value;
  }
  return root;
}

/** The other way: values by dotted name. A mapping without members is a value itself. */
export function* leavesOf(map: ValueMap, prefix = ''): Iterable<[name: string, value: Value]> {
  for (const [step, value] of Object.entries(map)) {
    if (isValueMap(value) && Object.keys(value).length > 0) yield* leavesOf(value, `${prefix}${step}.`);
    else yield [prefix + step, value];
  }
}
