import { chmodSync, rmSync } from 'node:fs';
import type { Sqlite } from '../runtime.ts';
import { syncFile } from './connect.ts';

/** Writes everything that a connection can read, also of a file that has no name any more, into a new file, durably and for this user only. */
export function copyInto(db: Sqlite, file: string): void {
  try {
    db.prepare<[string]>('VACUUM INTO ?').run(file);
    chmodSync(file, 0o600);
    syncFile(file);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}
