import { posix } from 'node:path';
import type { Source } from './sources.ts';

export interface Import {
  readonly from: string;
  /** Path in the checkout for a relative import, else the package. */
  readonly target: string;
  readonly relative: boolean;
  /** Only types are taken: nothing of it is there at run time. */
  readonly typeOnly: boolean;
}

const IMPORT = /^(?:import|export)\s+(type\s+)?(?:([^'";]*?)\s+from\s+)?'([^']+)'/gm;
const DYNAMIC = /\bimport\('([^']+)'\)/g;

/** All imports and re-exports of one file. */
export function importsOf(source: Source): readonly Import[] {
  const written = [...source.text.matchAll(IMPORT)].map(([, type, names = '', target = '']) => ({
    target,
    typeOnly: type !== undefined || onlyTypes(names),
  }));
  const dynamic = [...source.text.matchAll(DYNAMIC)].map(([, target = '']) => ({ target, typeOnly: false }));
  return [...written, ...dynamic].map(({ target, typeOnly }) => {
    const relative = target.startsWith('.');
    return { from: source.path, target: relative ? posix.join(posix.dirname(source.path), target) : target, relative, typeOnly };
  });
}

/** `{ type A, type B }`. */
function onlyTypes(names: string): boolean {
  const inside = /^\{([^}]*)\}$/s
    .exec(names.trim())?.[1]
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return inside !== undefined && inside.length > 0 && inside.every((name) => name.startsWith('type '));
}

/** One path of files that import each other in a circle, for each circle that a depth-first walk meets; type imports count as well. */
export function importCycles(sources: readonly Source[]): readonly string[] {
  const targets = new Map(
    sources.map((source) => [
      source.path,
      importsOf(source)
        .filter((one) => one.relative)
        .map((one) => one.target),
    ]),
  );
  const done = new Set<string>();
  const cycles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) cycles.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const target of targets.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return cycles;
}
