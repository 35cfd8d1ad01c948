import { join } from 'node:path';

/** Where the store of one workspace lies. */
export interface StoreFiles {
  readonly workspace: string;
  readonly folder: string;
  readonly database: string;
  readonly lock: string;
}

/** The names of everything that the store keeps in a workspace. */
export function storeFiles(workspace: string): StoreFiles {
  const folder = join(workspace, '.sweepdeck');
  return { workspace, folder, database: join(folder, 'cache.db'), lock: join(folder, 'runner.lock') };
}

/** The two files that SQLite keeps beside a database in WAL mode. */
export const COMPANIONS = ['-wal', '-shm'] as const;
/** Beside a database on a network disk, as long as it is open. */
export const JOURNAL = '-journal';
