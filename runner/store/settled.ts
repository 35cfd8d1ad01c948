import { hash } from 'node:crypto';
import type { Sqlite } from '../runtime.ts';
import { VERSION } from '../version.ts';

/** What is remembered of a task in which nothing was left to run. Row ids, and JSON text that only its writer reads. */
export interface Settled {
  readonly task: number;
  readonly fingerprint: number;
  /** What the answer depended on besides the results: files, environment. */
  readonly seen: string;
  readonly counts: string;
}

/** Reads what is remembered of a task file; nothing when any result in the store has come, gone or been hidden since. */
export function settledReader(db: Sqlite, install: string): (file: string) => Settled | undefined {
  const select = db.prepare<[string], Settled & { number: number; digest: string }>(
    `SELECT task, fingerprint, settled.number AS number, seen, counts, digest FROM settled
     JOIN task ON task.id = settled.task JOIN news ON news.number = settled.number WHERE task.file = ?`,
  );
  return (file) => {
    const row = select.get(file.toWellFormed());
    return row !== undefined && row.digest === digestOf(row, row.number, install) ? row : undefined;
  };
}

/** Remembers it for the results as they are now. Call inside a write transaction. */
export function settledWriter(db: Sqlite, install: string): (settled: Settled) => void {
  const current = db.prepare<[], number>('SELECT number FROM news').pluck();
  const replace = db.prepare<[number, number, number, string, string, string]>(
    'INSERT OR REPLACE INTO settled (task, fingerprint, number, seen, counts, digest) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return (settled) => {
    const number = current.get() ?? 0;
    const { task, fingerprint, seen, counts } = settled;
    replace.run(task, fingerprint, number, seen, counts, digestOf(settled, number, install));
  };
}

/** Another version of Sweepdeck may judge the same files otherwise. */
function digestOf({ task, fingerprint, seen, counts }: Settled, number: number, install: string): string {
  return hash('sha256', JSON.stringify([install, VERSION, task, fingerprint, number, seen, counts]));
}
