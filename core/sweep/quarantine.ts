/** How the items of one place for a worker ended lately, over all processes that have held the place. */
export interface WorkerRecord {
  failedInRow: number;
  succeededInRow: number;
  /** How often its process was replaced because everything failed there. */
  replaced: number;
}

/** What to do with a worker after one more of its items has ended. */
export type Verdict = 'keep' | 'replace' | 'remove';

export function newWorkerRecord(): WorkerRecord {
  return { failedInRow: 0, succeededInRow: 0, replaced: 0 };
}

/**
 * Takes in how an item of worker `id` ended. A worker where everything fails while everything succeeds on all others is
 * suspected itself: its process is replaced by a fresh one, and when that does not help its place is closed.
 */
export function judgeWorker(records: ReadonlyMap<number, WorkerRecord>, id: number, succeeded: boolean): Verdict {
  const record = records.get(id);
  if (!record) return 'keep';
  record.failedInRow = succeeded ? 0 : record.failedInRow + 1;
  record.succeededInRow = succeeded ? record.succeededInRow + 1 : 0;
  if (record.failedInRow < ENOUGH || records.size < 2) return 'keep';
  for (const [other, { succeededInRow }] of records) if (other !== id && succeededInRow < ENOUGH) return 'keep';
  record.failedInRow = 0;
  record.replaced++;
  return record.replaced > REPLACEMENTS ? 'remove' : 'replace';
}

/** Items in a row. Fewer could be chance: where half of the items fail, one place in 1,000 sees ten failures and another ten successes. */
const ENOUGH = 10;
const REPLACEMENTS = 2;
