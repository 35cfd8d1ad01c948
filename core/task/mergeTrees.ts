import { RUN_KINDS } from './schemaRun.ts';
import type { Entry, MappingNode } from './tree.ts';

/** `over` on top of `base`: mappings merge deeply, scalars and lists replace; the base's order is kept, new keys follow. */
export function mergeTrees(base: MappingNode, over: MappingNode, path: readonly string[] = []): MappingNode {
  const below = new Map(base.entries.map((one) => [one.key, one]));
  const above = new Map(over.entries.map((one) => [one.key, one]));
  const replaced = replacedKeys(over, path);
  const kept = [...below.values()].flatMap((entry) => {
    const override = above.get(entry.key);
    if (override) return mergeEntry(entry, override, path);
    return replaced.has(entry.key) ? [] : entry;
  });
  return { ...over, entries: [...kept, ...[...above.values()].filter((entry) => !below.has(entry.key))] };
}

function mergeEntry(below: Entry, above: Entry, path: readonly string[]): Entry {
  if (below.value.kind !== 'mapping' || above.value.kind !== 'mapping') return above;
  return { ...above, value: mergeTrees(below.value, above.value, [...path, above.key]) };
}

/** Ways of saying the same thing, of which a mapping has only one: the overriding file's way takes the place of the base's. */
const RUN_WAYS = [RUN_KINDS.map((kind) => [kind])];
const AXIS_WAYS = [
  [['values'], ['value'], ['files'], ['min', 'max', 'step', 'num', 'scale'], ['distribution', 'mean', 'std']],
  [['step'], ['num', 'scale']],
];

function replacedKeys(over: MappingNode, path: readonly string[]): ReadonlySet<string> {
  const present = new Set(over.entries.map((one) => one.key));
  const replaced = new Set<string>();
  for (const ways of exclusiveWays(path)) {
    const used = ways.find((way) => way.some((key) => present.has(key)));
    for (const way of used ? ways : []) if (way !== used) for (const key of way) replaced.add(key);
  }
  return replaced;
}

function exclusiveWays(path: readonly string[]): readonly (readonly (readonly string[])[])[] {
  if (path.length === 1 && path[0] === 'run') return RUN_WAYS;
  return path.length > 1 && (path[0] === 'parameters' || path[0] === 'zip' || path[0] === 'cases') ? AXIS_WAYS : [];
}
