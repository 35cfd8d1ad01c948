import { readdirSync, readFileSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { sep } from 'node:path';
import type { FileAccess, FileKind } from '../core/task/fileWorld.ts';

/** The disk of this machine. */
export const fileAccess: FileAccess = {
  separator: sep,
  readText: (path, limit) => answer(() => (statSync(path).size <= limit ? readFileSync(path, 'utf8') : undefined)),
  realPath: (path) => answer(() => realpathSync.native(path)),
  kind: (path) => answer(() => kindOf(statSync(path))),
  list: (folder) =>
    answer(() =>
      readdirSync(folder, { withFileTypes: true }).map((one) => ({ name: one.name, kind: one.isSymbolicLink() ? 'link' : kindOf(one) })),
    ) ?? [],
};

function kindOf(entry: Stats | Dirent): FileKind {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}

/** Whatever the disk refuses, for any reason, is not there. */
function answer<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
