import { nearest } from '../../value/suggest.ts';
import type { World } from '../world.ts';

/** A path as seen from a folder, with `/` on every platform, so that it means the same on every machine. */
export function relativePath(folder: string, path: string): string {
  const from = parts(folder);
  const to = parts(path);
  let common = 0;
  while (common < from.length && common < to.length - 1 && from[common] === to[common]) common += 1;
  return [...from.slice(common).map(() => '..'), ...to.slice(common)].join('/');
}

/** The last part of a path without its extension. */
export function stemOf(path: string): string {
  const name = parts(path).at(-1) ?? path;
  const dot = name.lastIndexOf('.');
  return dot > 0 ? name.slice(0, dot) : name;
}

/** What a path that leads nowhere probably meant: a file of the same kind in its folder, with nearly its name; written like the path. */
export function nearestPath(world: World, folder: string, path: string): string | undefined {
  const file = world.resolve(folder, path);
  const written = path.split('/').at(-1) ?? path;
  const dot = written.indexOf('.', 1);
  const kind = dot === -1 ? '' : written.slice(dot);
  const names = world
    .glob(world.folder(file), `*${kind}`)
    .slice(0, MOST_NAMES)
    .map((found) => parts(found).at(-1) ?? found);
  const stem = nearest(
    written.slice(0, written.length - kind.length),
    names.map((name) => name.slice(0, name.length - kind.length)),
  );
  return stem === undefined ? undefined : path.slice(0, path.length - written.length) + stem + kind;
}

/** In larger folders nothing is suggested by chance. */
const MOST_NAMES = 2_000;

function parts(path: string): readonly string[] {
  return path
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '');
}
