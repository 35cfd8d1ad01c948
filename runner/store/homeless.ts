import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';
import type { Sqlite } from '../runtime.ts';
import { copyInto } from './copyInto.ts';
import type { StoreFiles } from './files.ts';

/** Watches whether the workspace's folder itself is there: without it there is no place that results could be written back to. */
export interface Home {
  /**
   * Throws while the folder is gone: first a `store-unavailable`, so that a folder that is moved and put back loses nothing;
   * later a `workspace-gone`, with the results so far in a copy elsewhere.
   */
  assertThere(db: Sqlite): void;
}

export function homeOf(files: StoreFiles): Home {
  let goneSince: number | undefined;
  return {
    assertThere(db) {
      if (existsSync(files.workspace)) {
        goneSince = undefined;
        return;
      }
      goneSince ??= performance.now();
      if (performance.now() - goneSince < PATIENCE)
        throw new RunnerError(
          'store-unavailable',
          `The workspace folder ${files.workspace} has been removed or renamed, so results cannot be written; put it back within ${PATIENCE / 1000} seconds, or the sweep ends.`,
        );
      throw new RunnerError(
        'workspace-gone',
        `The workspace folder ${files.workspace} has been removed or renamed, so the sweep was ended. ${saved(db)}`,
      );
    },
  };
}

/** Milliseconds: less than two attempts at writing are apart. */
const PATIENCE = 4_000;

function saved(db: Sqlite): string {
  const copy = join(tmpdir(), `sweepdeck-rescued-${process.pid}-${Date.now()}.db`);
  try {
    copyInto(db, copy);
    return `Its results are kept in ${copy}: move that file to .sweepdeck/cache.db in the workspace to have them again.`;
  } catch (error) {
    return `Its results could not be copied elsewhere (${String(error)}).`;
  }
}
