import { type DescribedKey, describePath } from '../../core/task/describe.ts';
import { isSchemaFile } from '../paths.ts';

type Path = readonly (string | 0)[];

/** The keys of the format that may still be added to the mapping at a path. */
export function keysAt(file: string, path: Path, present: readonly string[]): readonly DescribedKey[] {
  const keys = new Map<string, DescribedKey>();
  for (const one of describe(file, path)?.children ?? []) if (!present.includes(one.key) && !keys.has(one.key)) keys.set(one.key, one);
  return [...keys.values()];
}

/** What the format says about the key at the end of a path. */
export function keyAt(file: string, path: Path): DescribedKey | undefined {
  const key = path.at(-1);
  return typeof key === 'string' ? describe(file, path.slice(0, -1))?.children.find((one) => one.key === key) : undefined;
}

/** The fixed values that may stand at a path: members of enumerations, `true` and `false`. */
export function valuesAt(file: string, path: Path): readonly string[] {
  return describe(file, path)?.values ?? [];
}

function describe(file: string, path: Path) {
  return describePath(path, isSchemaFile(file) ? 'schema' : 'task');
}
