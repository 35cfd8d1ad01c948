import type { Sqlite } from '../runtime.ts';
import { raisingNews } from './news.ts';
import { type SealedCounts, settledWriter } from './settled.ts';
import type { RunList } from './store.ts';
import { runWriter } from './writer.ts';

/** Inserts finished runs, with the counts of their task that they lead to; to be called inside a write transaction. */
export type CountedRunWriter = (sweep: number, runs: RunList, counts?: SealedCounts) => readonly number[];

/** The counts are kept only when nothing else has changed results since they were sealed. */
export function countedRunWriter(db: Sqlite): CountedRunWriter {
  const insert = raisingNews(db)(runWriter(db));
  const keep = settledWriter(db);
  return (sweep, runs, counts) => {
    const ids = insert(sweep, runs);
    if (counts !== undefined) keep(counts);
    return ids;
  };
}
