import type { Sqlite } from '../runtime.ts';
import { checksum } from './checksum.ts';
import type { Curation } from './curation.ts';

/** Copying successful runs into another sweep; to be called inside a write transaction. */
export type Copier = Pick<Curation, 'copyRuns'>;

/**
 * One statement for many rows: SQLite asks for the checksum of each copy, which is made only where that of the original
 * holds. Output that was printed is not copied, but referred to.
 */
export function copier(db: Sqlite): Copier {
  let target: Parameters<Copier['copyRuns']>[0] = { sweep: 0, runs: [] };
  let damaged: number[] = [];
  db.function('checksum_of_copy', { directOnly: true, varargs: true }, (...original: Original) => {
    const [id, key, sweep, index, replicate, seed, attempt, seconds, finishedAt, worker, parameters, outputs, files, sum] = original;
    const row = { key, index, replicate, seed, attempt, seconds, finishedAt, worker, parameters, outputs, ok: true, failure: null };
    if (checksum({ ...row, files: files ?? undefined }, sweep).equals(sum))
      return checksum({ ...row, files: target.filesOf?.(key) }, target.sweep);
    damaged.push(id);
    return null;
  });
  db.function('files_of_copy', { directOnly: true }, (key: Buffer) => target.filesOf?.(key) ?? null);
  const copy = db.prepare<[{ sweep: number; runs: string }]>(COPY);
  const copyLogs = db.prepare<[{ sweep: number; runs: string }]>(COPY_LOGS);
  const nameFiles = db.prepare<[number]>(
    'INSERT INTO item_files (run, files) SELECT id, files_of_copy(key) FROM run WHERE sweep = ? AND id NOT IN (SELECT run FROM item_files) AND files_of_copy(key) IS NOT NULL',
  );
  return {
    copyRuns(of) {
      target = of;
      damaged = [];
      const given = { sweep: of.sweep, runs: JSON.stringify(of.runs) };
      const { changes } = copy.run(given);
      copyLogs.run(given);
      if (of.filesOf) nameFiles.run(of.sweep);
      return { copied: changes, damaged };
    },
  };
}

/** What `COPY` hands over of a row. */
type Original = [
  id: number,
  key: Buffer,
  sweep: number,
  index: number,
  replicate: number,
  seed: number,
  attempt: number,
  seconds: number,
  finishedAt: number,
  worker: string,
  parameters: string,
  outputs: string | null,
  files: string | null,
  sum: Buffer,
];

const COPY = `INSERT INTO run (key, sweep, item, replicate, seed, attempt, ok, parameters, outputs, seconds, finished, worker, checksum)
  SELECT key, @sweep, item, replicate, seed, attempt, 1, parameters, outputs, seconds, finished, worker, sum FROM (
    SELECT r.*, checksum_of_copy(r.id, r.key, r.sweep, r.item, r.replicate, r.seed, r.attempt, r.seconds, r.finished,
      w.name, r.parameters, r.outputs, f.files, r.checksum) AS sum
    FROM json_each(@runs) AS wanted CROSS JOIN run r ON r.id = wanted.value JOIN worker w ON w.id = r.worker
      LEFT JOIN item_files f ON f.run = r.id WHERE r.ok = 1
  ) WHERE sum IS NOT NULL`;

const COPY_LOGS = `INSERT INTO log (run, stdout, stderr, dropped_stdout, dropped_stderr)
  SELECT n.id, l.stdout, l.stderr, l.dropped_stdout, l.dropped_stderr
  FROM json_each(@runs) AS wanted CROSS JOIN log l ON l.run = wanted.value CROSS JOIN run o ON o.id = l.run
    CROSS JOIN run n ON n.key = o.key AND n.sweep = @sweep`;
