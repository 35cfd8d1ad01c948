import type { ItemOutput } from '../objective/worker.ts';
import type { Sqlite } from '../runtime.ts';
import type { ContentStore } from './content.ts';
import { pack, unpack } from './pack.ts';

/** Writes what a program printed; nothing at all for one that printed nothing. Call inside a write transaction. */
export function logWriter(db: Sqlite, content: ContentStore): (run: number, output: ItemOutput) => void {
  const insert = db.prepare<[number, number | null, number | null, number, number]>(
    'INSERT INTO log (run, stdout, stderr, dropped_stdout, dropped_stderr) VALUES (?, ?, ?, ?, ?)',
  );
  const keep = (bytes: Uint8Array): number | null => (bytes.length === 0 ? null : content.put(pack(bytes)));
  return (run, { stdout, stderr, droppedStdout, droppedStderr }) => {
    if (stdout.length + stderr.length + droppedStdout + droppedStderr === 0) return;
    insert.run(run, keep(stdout), keep(stderr), droppedStdout, droppedStderr);
  };
}

/** Reads what the programs of some runs printed, by row id of the run; those that printed nothing are left out. */
export function logReader(db: Sqlite): (runs: readonly number[]) => ReadonlyMap<number, ItemOutput> {
  const select = db.prepare<[string], LogRow>(
    `SELECT run, a.bytes AS stdout, b.bytes AS stderr, dropped_stdout AS droppedStdout, dropped_stderr AS droppedStderr
     FROM json_each(?) AS wanted CROSS JOIN log ON log.run = wanted.value
       LEFT JOIN content a ON a.id = stdout LEFT JOIN content b ON b.id = stderr`,
  );
  return (runs) =>
    new Map(
      select
        .all(JSON.stringify(runs))
        .map(({ run, ...row }) => [run, { ...row, stdout: bytesOf(row.stdout), stderr: bytesOf(row.stderr) }] as const),
    );
}

interface LogRow {
  readonly run: number;
  readonly stdout: Buffer | null;
  readonly stderr: Buffer | null;
  readonly droppedStdout: number;
  readonly droppedStderr: number;
}

function bytesOf(packed: Buffer | null): Uint8Array {
  if (packed === null) return new Uint8Array(0);
  try {
    return unpack(packed);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return Buffer.from('[this output was damaged on disk]');
  }
}
