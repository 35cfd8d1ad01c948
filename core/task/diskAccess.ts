import type { FileAccess, FileKind } from './fileWorld.ts';

/** What `FileAccess` needs of a platform's synchronous file system; `node:fs` has it. All of it may throw. */
export interface Disk {
  readFileSync(path: string, encoding: 'utf8'): string;
  statSync(path: string): DiskEntry & { readonly size: number };
  readdirSync(
    folder: string,
    options: { readonly withFileTypes: true },
  ): readonly (DiskEntry & { readonly name: string; isSymbolicLink(): boolean })[];
  readonly realpathSync: { native(path: string): string };
}

interface DiskEntry {
  isFile(): boolean;
  isDirectory(): boolean;
}

/** A disk as a world sees it: whatever it refuses, for any reason, is not there. */
export function diskAccess(disk: Disk, separator: FileAccess['separator']): FileAccess {
  return {
    separator,
    readText: (path, limit) => answer(() => (disk.statSync(path).size <= limit ? disk.readFileSync(path, 'utf8') : undefined)),
    realPath: (path) => answer(() => disk.realpathSync.native(path)),
    kind: (path) => answer(() => kindOf(disk.statSync(path))),
    list: (folder) =>
      answer(() =>
        disk
          .readdirSync(folder, { withFileTypes: true })
          .map((one) => ({ name: one.name, kind: one.isSymbolicLink() ? ('link' as const) : kindOf(one) })),
      ) ?? [],
  };
}

function kindOf(entry: DiskEntry): FileKind {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : 'other';
}

function answer<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}
