import { globFiles } from './globFiles.ts';
import { pathsOf } from './paths.ts';
import type { World } from './world.ts';

/** The file system as handed in by a process: synchronous, and never throwing. `undefined` stands for "not there" and "not allowed". */
export interface FileAccess {
  readonly separator: '/' | '\\';
  /** UTF-8 text of a file of at most `limit` bytes, without a byte order mark being removed. */
  readText(path: string, limit: number): string | undefined;
  /** The path behind all links, in the spelling of the disk. */
  realPath(path: string): string | undefined;
  /** What is there, links followed; FIFOs, devices and sockets are `other`. */
  kind(path: string): FileKind | undefined;
  /** What a folder contains, links not followed. */
  list(folder: string): readonly FolderEntry[];
}

export type FileKind = 'file' | 'folder' | 'other';

export interface FolderEntry {
  readonly name: string;
  readonly kind: FileKind | 'link';
}

export interface FileWorldOptions {
  /** Absolute path of the workspace folder; nothing outside is read. */
  readonly workspace: string;
  /** Texts that go before those on disk: open editors. */
  readonly overlay?: (path: string) => string | undefined;
  readonly signature: World['signature'];
}

/** The largest file that is read as text. */
export const LARGEST_TEXT = 16 * 1024 * 1024;

/** A world of files below one folder: whatever lies outside, also behind links, is answered as if it were not there. */
export function fileWorld(access: FileAccess, options: FileWorldOptions): World {
  const paths = pathsOf(access.separator);
  const workspace = paths.resolve(options.workspace, '.');
  const real = access.realPath(workspace) ?? workspace;
  const inside = (path: string): string | undefined => {
    if (path.includes('\0')) return undefined;
    const target = access.realPath(path);
    return target !== undefined && paths.isInside(real, target) ? target : undefined;
  };
  return {
    workspace,
    read(path) {
      const normal = paths.resolve(workspace, path);
      const open = paths.isInside(workspace, normal) ? options.overlay?.(normal) : undefined;
      if (open !== undefined) return open;
      const target = inside(normal);
      if (target === undefined || access.kind(target) !== 'file') return undefined;
      return access.readText(target, LARGEST_TEXT);
    },
    glob: (folder, pattern) => globFiles({ access, paths, inside }, paths.resolve(workspace, folder), pattern),
    signature: options.signature,
    resolve: (folder, path) => paths.resolve(folder, path),
    folder: (path) => paths.folder(path),
  };
}
