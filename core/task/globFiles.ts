import picomatch from 'picomatch';
import type { Paths } from './paths.ts';

interface FolderEntry {
  readonly name: string;
  /** `file`, `folder`, `link`, or anything else. */
  readonly kind: string;
}

/** How a walk sees the disk. */
export interface GlobWorld {
  readonly access: { kind(path: string): string | undefined; list(folder: string): readonly FolderEntry[] };
  readonly paths: Paths;
  /** The real path, when it lies in the workspace. */
  readonly inside: (path: string) => string | undefined;
}

/**
 * Absolute paths of the files that match, sorted by code point; `/` separates in patterns on every platform. Links are
 * followed while they stay in the workspace, each real folder once. Names that begin with a dot need a dot in the pattern.
 */
export function globFiles(world: GlobWorld, folder: string, pattern: string): readonly string[] {
  if (pattern.length > LONGEST_PATTERN || pattern.includes('\0')) return [];
  const { base, glob } = picomatch.scan(pattern);
  if (glob === '') return oneFile(world, world.paths.resolve(folder, pattern));
  const matches = picomatch(glob, { nonegate: true, noextglob: true });
  const walk: Walk = { world, matches, depth: depthOf(glob), found: [], seen: new Set(), left: MOST_ENTRIES };
  walkFolder(walk, world.paths.resolve(folder, base === '' ? '.' : base), '');
  return walk.found.toSorted(byCodePoint);
}

/** Longer patterns are made by programs, to hurt. */
const LONGEST_PATTERN = 1000;

/** Folder entries that one pattern may look at; what lies beyond is not found. */
const MOST_ENTRIES = 100_000;

/** Folders that hold tools and their caches, never inputs. */
const SKIPPED: ReadonlySet<string> = new Set(['node_modules', '.git', '.sweepdeck']);

interface Walk {
  readonly world: GlobWorld;
  readonly matches: (path: string) => boolean;
  readonly depth: number;
  readonly found: string[];
  readonly seen: Set<string>;
  left: number;
}

function oneFile({ access, inside }: GlobWorld, path: string): readonly string[] {
  const target = inside(path);
  return target !== undefined && access.kind(target) === 'file' ? [path] : [];
}

function walkFolder(walk: Walk, root: string, prefix: string): void {
  const { access, paths, inside } = walk.world;
  const waiting = [{ folder: root, prefix, level: 1 }];
  // The list grows while it is gone through: a walk in breadth, so that the limit cuts off the deepest folders.
  for (const next of waiting) {
    const real = inside(next.folder);
    if (real === undefined || walk.seen.has(real)) continue;
    walk.seen.add(real);
    for (const entry of access.list(real)) {
      walk.left -= 1;
      if (walk.left < 0) return;
      const path = paths.resolve(next.folder, `./${entry.name}`);
      const name = next.prefix + entry.name;
      const kind = kindOf(walk, entry, path);
      if (kind === 'file' && walk.matches(name)) walk.found.push(path);
      if (kind === 'folder' && next.level < walk.depth && !SKIPPED.has(entry.name))
        waiting.push({ folder: path, prefix: `${name}/`, level: next.level + 1 });
    }
  }
}

function kindOf({ world }: Walk, entry: FolderEntry, path: string): string | undefined {
  if (entry.kind !== 'link') return entry.kind;
  const target = world.inside(path);
  return target === undefined ? undefined : world.access.kind(target);
}

/** How many folders deep a match can lie: as many as the pattern has parts, unless a part can stand for several. */
function depthOf(glob: string): number {
  return /\*\*|[{(]/.test(glob) ? Number.POSITIVE_INFINITY : glob.split('/').length;
}

/** Unlike the order of UTF-16 code units, which puts U+1F600 before U+FF5E. */
function byCodePoint(a: string, b: string): number {
  let index = 0;
  while (index < a.length && a[index] === b[index]) index++;
  const start = index > 0 && isLow(a.charCodeAt(index)) && isLow(b.charCodeAt(index)) ? index - 1 : index;
  return (a.codePointAt(start) ?? -1) - (b.codePointAt(start) ?? -1);
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
