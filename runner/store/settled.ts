import { hash } from 'node:crypto';
import type { Sqlite } from '../runtime.ts';
import { VERSION } from '../version.ts';
import { viewBytes, viewOfBytes } from './keptView.ts';
import type { SweepView } from './sweepView.ts';

/** The counts of a task as they are remembered. Row ids, and JSON text that only its writer reads. */
export interface Settled {
  readonly task: number;
  readonly fingerprint: number;
  /** What the answer depended on besides the results: files, environment. */
  readonly seen: string;
  readonly counts: string;
}

/** A view, and what it was remembered with. */
export interface KeptView {
  readonly settled: Settled;
  readonly view: SweepView;
}

/** The same, sealed: good for the results after so many changes of the store, and no others. */
export interface SealedCounts extends Settled {
  readonly number: number;
  readonly digest: string;
}

/** Reads what is remembered of a task file; nothing when any result in the store has come, gone or been hidden since. */
export function settledReader(db: Sqlite, install: string): (file: string) => SealedCounts | undefined {
  const select = db.prepare<[string], SealedCounts>(
    `SELECT task, fingerprint, settled.number AS number, seen, counts, digest FROM settled
     JOIN task ON task.id = settled.task JOIN news ON news.number = settled.number WHERE task.file = ?`,
  );
  return (file) => {
    const row = select.get(file.toWellFormed());
    return row !== undefined && row.digest === digestOf(row, row.number, install) ? row : undefined;
  };
}

/** The view that is kept beside the counts of a task, as long as these hold. */
export function keptViewReader(db: Sqlite, install: string): (file: string) => KeptView | undefined {
  const settledOf = settledReader(db, install);
  const select = db.prepare<[number, string], Buffer | null>('SELECT view FROM settled WHERE task = ? AND digest = ?').pluck();
  return (file) => {
    const settled = settledOf(file);
    const kept = settled && select.get(settled.task, settled.digest);
    if (!kept) return undefined;
    const bytes = kept.subarray(SEAL);
    return kept.subarray(0, SEAL).equals(sealOf(bytes, settled.digest, install)) ? { settled, view: viewOfBytes(bytes) } : undefined;
  };
}

/** Keeps a view beside counts that were remembered with this seal. Call inside a write transaction. */
export function viewKeeper(db: Sqlite, install: string): (sealed: SealedCounts, view: SweepView) => void {
  const keep = db.prepare<[Buffer, number, string]>('UPDATE settled SET view = ? WHERE task = ? AND digest = ?');
  return ({ task, digest }, view) => {
    const bytes = viewBytes(view);
    keep.run(Buffer.concat([sealOf(bytes, digest, install), bytes]), task, digest);
  };
}

/** Remembers it when the results are those that it was sealed for. Call inside a write transaction. */
export function settledWriter(db: Sqlite): (sealed: SealedCounts) => void {
  const replace = db.prepare<[SealedCounts]>(
    `INSERT OR REPLACE INTO settled (task, fingerprint, number, seen, counts, digest)
     SELECT @task, @fingerprint, @number, @seen, @counts, @digest FROM news WHERE number = @number`,
  );
  return (sealed) => void replace.run(sealed);
}

/** Seals counts for the results as they will be after so many changes from now. */
export function sealer(db: Sqlite, install: string): (settled: Settled, changes: 0 | 1) => SealedCounts {
  const current = db.prepare<[], number>('SELECT number FROM news').pluck();
  return (settled, changes) => {
    const number = (current.get() ?? 0) + changes;
    return { ...settled, number, digest: digestOf(settled, number, install) };
  };
}

/** Binds a view to its counts and to this installation: what was copied, damaged or crafted says nothing. */
function sealOf(bytes: Buffer, digest: string, install: string): Buffer {
  return hash('sha256', JSON.stringify([install, digest, hash('sha256', bytes)]), 'buffer');
}

/** Bytes of a SHA-256. */
const SEAL = 32;

/** Another version of Sweepdeck may judge the same files otherwise. */
function digestOf({ task, fingerprint, seen, counts }: Settled, number: number, install: string): string {
  return hash('sha256', JSON.stringify([install, VERSION, task, fingerprint, number, seen, counts]));
}
