import { valueKey } from '../../core/value/equal.ts';
import { isValueMap, nest, type Point, type Value, type ValueMap } from '../../core/value/value.ts';

/** A parameter, or a group of them, under its old and its new dotted name. */
export interface Rename {
  readonly from: string;
  readonly to: string;
}

/**
 * What has probably been renamed, seen from stored parameters that are no longer in the space: those that only they
 * have are, as many as those that only the space has, the same below another name. Nothing where that is not certain.
 */
export function likelyRename(stored: Iterable<ValueMap>, names: readonly string[]): Rename | undefined {
  const before = new Set<string>();
  for (const one of stored) for (const name of namesIn(one, new Set(names))) before.add(name);
  const now = new Set(names);
  const gone = [...before].filter((name) => !now.has(name));
  const come = [...now].filter((name) => !before.has(name));
  const [first] = gone;
  if (first === undefined || gone.length !== come.length) return undefined;
  const found = come
    .map((name) => withoutCommonEnd(first, name))
    .filter((rename) => gone.every((name) => come.includes(renamed(name, rename))));
  return found.length === 1 ? found[0] : undefined;
}

/** The stored parameters under their new names, as a point of a space with these names; nothing where they are no such point. */
export function renamedPoint(stored: ValueMap, rename: Rename, names: readonly string[]): Point | undefined {
  const before = new Map(names.map((name) => [name, original(name, rename)]));
  const point = new Map<string, Value>();
  const old = new Map<string, Value>();
  for (const [name, was] of before) {
    const value = valueAt(stored, was);
    if (value === undefined) continue;
    point.set(name, value);
    old.set(was, value);
  }
  return valueKey(nest(old)) === valueKey(stored) ? point : undefined;
}

/** Dotted names of what is no group; a mapping is the value of a parameter where the space has one of that name. */
function* namesIn(map: ValueMap, known: ReadonlySet<string>, prefix = ''): Iterable<string> {
  for (const [key, value] of Object.entries(map)) {
    const name = prefix + key;
    if (isValueMap(value) && !known.has(name)) yield* namesIn(value, known, `${name}.`);
    else yield name;
  }
}

/** `model.depth` and `net.depth` → `model` and `net`. */
function withoutCommonEnd(from: string, to: string): Rename {
  const [a, b] = [from.split('.'), to.split('.')];
  while (a.length > 1 && b.length > 1 && a.at(-1) === b.at(-1)) {
    a.pop();
    b.pop();
  }
  return { from: a.join('.'), to: b.join('.') };
}

function renamed(name: string, { from, to }: Rename): string {
  return isIn(name, from) ? to + name.slice(from.length) : name;
}

function original(name: string, { from, to }: Rename): string {
  return isIn(name, to) ? from + name.slice(to.length) : name;
}

/** Whether a name is the group or parameter, or below it. */
export function isIn(name: string, group: string): boolean {
  return name === group || name.startsWith(`${group}.`);
}

function valueAt(map: ValueMap, name: string): Value | undefined {
  let at: Value | undefined = map;
  for (const step of name.split('.')) at = isValueMap(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  return at;
}
