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

function parts(path: string): readonly string[] {
  return path.replaceAll('\\', '/').split('/').filter((part) => part !== '');
}
