import { RunnerError } from '../../protocol/errors.ts';
import { fault } from '../fault.ts';
import type { NewRun, Store } from '../store/store.ts';

/** A finished attempt with the item that it belongs to. */
export interface Recorded {
  readonly item: number;
  readonly run: NewRun;
}

export interface RecorderEvents {
  /** Rows are on disk: only now may anyone be told. */
  committed(rows: readonly Recorded[], ids: readonly number[]): void;
  /** The store cannot take rows now (disk full, busy): nothing is lost, it is tried again. */
  paused(reason: string): void;
  resumed(): void;
  /** The store is not ours any more: the sweep has to end. */
  lost(error: RunnerError): void;
}

/** Collects results and commits them in groups: at most 100 ms or 10,000 rows after they arrived. */
export class Recorder {
  #rows: Recorded[] = [];
  #timer: NodeJS.Timeout | undefined;
  #paused = false;
  readonly #store: Store;
  readonly #sweep: number;
  readonly #events: RecorderEvents;

  constructor(store: Store, sweep: number, events: RecorderEvents) {
    this.#store = store;
    this.#sweep = sweep;
    this.#events = events;
  }

  add(row: Recorded): void {
    this.#rows.push(row);
    if (this.#rows.length >= MOST_ROWS && !this.#paused) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), LONGEST_WAIT);
  }

  get waiting(): number {
    return this.#rows.length;
  }

  /** Commits what is there; answers whether nothing is left. */
  flush(): boolean {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const rows = this.#rows;
    if (rows.length === 0) return true;
    const ids = this.#commit(rows);
    if (ids === undefined) return false;
    fault('commit.after');
    this.#rows = [];
    const waited = this.#paused;
    this.#paused = false;
    // First the counts, then the work that waited: the last of it may be the end of the sweep, which reports the counts.
    this.#events.committed(rows, ids);
    if (waited) this.#events.resumed();
    return true;
  }

  #commit(rows: readonly Recorded[]): readonly number[] | undefined {
    try {
      fault('commit.before');
      return this.#store.commit(
        this.#sweep,
        rows.map((row) => row.run),
      );
    } catch (error) {
      this.#giveWay(error);
      return undefined;
    }
  }

  #giveWay(error: unknown): void {
    if (!(error instanceof RunnerError)) throw error;
    if (!isPassing(error)) return this.#events.lost(error);
    if (!this.#paused) this.#events.paused(error.message);
    this.#paused = true;
    this.#timer = setTimeout(() => this.flush(), STORE_RETRY);
  }
}

const MOST_ROWS = 10_000;
/** Milliseconds; below the 100 that engine.md allows, so that the commit itself fits in. */
const LONGEST_WAIT = 60;
/** Milliseconds until a store that could not be written is tried again. */
export const STORE_RETRY = 5_000;

/** Whether the store can be written again later: disk full, locked, or damaged, in which case it is made anew from what can be read. */
export function isPassing(error: RunnerError): boolean {
  return error.code === 'store-unavailable' || error.code === 'store-corrupt';
}
