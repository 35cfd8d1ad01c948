import type { Row } from '../../protocol/runner.ts';
import { orphanRow } from '../results/rows.ts';
import type { Steps } from '../steps.ts';
import type { Store } from '../store/store.ts';
import type { Frozen } from './frozen.ts';
import { type FrozenRows, frozenState } from './frozenRows.ts';

/** Reads the rows at some places whole, in their order. */
export type FrozenReader = (places: Iterable<number>) => Steps<readonly Row[]>;

/** A reader of one version; its rows are done, failed or stale, as they were when they were frozen. */
export function frozenReader(store: Store, { text }: Frozen, frozen: FrozenRows): FrozenReader {
  return function* read(places) {
    const wanted = Array.from(places, (place) => frozen.ids[place] ?? 0);
    const rows: Row[] = [];
    for (let first = 0; first < wanted.length; first += WHOLE_ROWS) {
      for (const run of store.runs(wanted.slice(first, first + WHOLE_ROWS))) {
        const index = Math.floor(Math.max(0, run.index) / text.replicates);
        rows.push({ ...orphanRow(store, run), index, state: frozenState(frozen, run.id, run.ok) });
      }
      yield;
    }
    return rows;
  };
}

/** Rows that are read whole at once: a few milliseconds. */
export const WHOLE_ROWS = 1000;
