import { join } from 'node:path';
import Database from 'better-sqlite3';
import { RunnerError } from '../../../protocol/errors.ts';
import { openStore } from '../../../runner/store/open.ts';
import { powerRun } from './committer.ts';

/** What is not as it must be in a workspace whose committer has acknowledged so many rows, as sentences. */
export function judgeStored(workspace: string, acknowledged: number): readonly string[] {
  try {
    const store = openStore(workspace, 'write');
    const rows = store.runs(Array.from({ length: acknowledged }, (_, n) => n + 1));
    const missing = acknowledged - rows.filter((row, n) => row.outputs === powerRun(n).outputs && row.damaged === undefined).length;
    const { notice } = store;
    store.close();
    const db = new Database(join(workspace, '.sweepdeck', 'cache.db'), { readonly: true });
    const integrity = db.pragma('integrity_check', { simple: true });
    db.close();
    return [
      ...(missing > 0 ? [`${missing} of ${acknowledged} acknowledged rows are missing`] : []),
      ...(notice === undefined ? [] : [notice]),
      ...(integrity === 'ok' ? [] : [String(integrity)]),
    ];
  } catch (error) {
    if (error instanceof RunnerError) return [error.message];
    throw error;
  }
}
