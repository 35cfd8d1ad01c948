import { RunnerError } from '../../protocol/errors.ts';
import { fault } from '../fault.ts';
import type { SealedCounts } from '../store/settled.ts';
import type { CommitAnswer, NewRun, Store } from '../store/store.ts';
import type { Began, CodeWatch } from './codeWatch.ts';
import type { Entries } from './entries.ts';
import { Recorded } from './recorded.ts';

/** Where rows belong. */
export interface RecorderPlace {
  readonly store: Store;
  readonly code: CodeWatch;
  readonly entries: Entries;
  /** The counts of the task once these rows are stored; none where they cannot be told beforehand. */
  readonly countsAfter: (rows: Recorded) => SealedCounts | undefined;
}

export interface RecorderEvents {
  /** Rows are on disk, all of one fingerprint: only now may anyone be told. */
  committed(rows: Recorded, ids: readonly number[]): void;
  /** The store cannot take rows now (disk full, busy): nothing is lost, it is tried again. */
  paused(reason: string): void;
  resumed(): void;
  /** The store is not ours any more: the sweep has to end. */
  lost(error: RunnerError): void;
}

/** Collects results and commits them in groups: after a pause at once, else at most 100 ms, 10,000 rows or 16 MB after they arrived. */
export class Recorder {
  #rows = new Recorded();
  #timer: NodeJS.Timeout | undefined;
  /** When the last group left. */
  #left = Number.NEGATIVE_INFINITY;
  #paused = false;
  /** Rows that are being committed. */
  #leaving: Recorded | undefined;
  /** The time for the next group has come while one was being committed. */
  #due = false;
  readonly #place: RecorderPlace;
  readonly #events: RecorderEvents;

  constructor(place: RecorderPlace, events: RecorderEvents) {
    this.#place = place;
    this.#events = events;
  }

  add(run: NewRun, began: Began): void {
    this.#rows.add(run, began);
    if (this.#full && !this.#paused) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), Math.max(0, this.#left + LONGEST_WAIT - performance.now()));
  }

  /** Keys of the rows that are not stored yet, in hexadecimal digits. */
  *keys(): Iterable<string> {
    const waiting = this.#leaving === undefined ? [this.#rows] : [this.#leaving, this.#rows];
    for (const rows of waiting) for (let at = 0; at < rows.length; at++) yield rows.key(at);
  }

  /** Whether so much waits that no more should come before some is stored. */
  get crowded(): boolean {
    return this.#rows.length >= CROWD || this.#rows.bytes >= CROWD_BYTES;
  }

  get #full(): boolean {
    return this.#rows.length >= MOST_ROWS || this.#rows.bytes >= MOST_BYTES;
  }

  /** Commits what is there; answers whether nothing is left. Otherwise `committed` tells when some more is stored. */
  flush(): boolean {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#leaving !== undefined) {
      this.#due = true;
      return false;
    }
    if (this.#rows.length === 0) return true;
    const { code } = this.#place;
    const all = this.#rows;
    all.place(code);
    const alike = all.alike();
    const rows = alike === all.length ? all : all.part(0, alike);
    this.#rows = all.part(alike, all.length);
    this.#leaving = rows;
    this.#left = performance.now();
    this.#due = this.#rows.length > 0;
    this.#commit(rows);
    return this.#rows.length === 0 && this.#leaving === undefined;
  }

  #commit(rows: Recorded): void {
    const ran = rows.ranAt(0);
    if (ran === undefined) return;
    try {
      fault('commit.before');
      const { store, entries, countsAfter } = this.#place;
      const sweep = entries.idOf(ran.fingerprint);
      store.commitAside(sweep, { runs: rows.runs, counts: countsAfter(rows) }, (answer) => this.#answered(rows, answer));
    } catch (error) {
      if (!(error instanceof RunnerError)) throw error;
      this.#answered(rows, { error });
    }
  }

  #answered(rows: Recorded, answer: CommitAnswer): void {
    const due = this.#due;
    this.#due = false;
    this.#leaving = undefined;
    if ('error' in answer) {
      this.#rows = rows.followedBy(this.#rows);
      this.#giveWay(answer.error);
      return;
    }
    fault('commit.after');
    const waited = this.#paused;
    this.#paused = false;
    // First the counts, then the work that waited: the last of it may be the end of the sweep, which reports the counts.
    this.#events.committed(rows, answer.ids);
    if (waited) this.#events.resumed();
    if (due || this.#full) this.flush();
  }

  #giveWay(error: RunnerError): void {
    if (!isPassing(error)) return this.#events.lost(error);
    if (!this.#paused) this.#events.paused(error.message);
    this.#paused = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.flush(), STORE_RETRY);
  }
}

const MOST_ROWS = 10_000;
const MOST_BYTES = 16 * 1024 * 1024;
/** A whole group: every group writes most leaves of the key index once they are many, so a million rows take a quarter longer in halves. */
const CROWD = MOST_ROWS;
const CROWD_BYTES = 2 * MOST_BYTES;
/** Milliseconds; below the 100 that engine.md allows, so that the commit itself fits in. */
const LONGEST_WAIT = 60;
/** Milliseconds until a store that could not be written is tried again. */
export const STORE_RETRY = 5_000;

/** Whether the store can be written again later: disk full, locked, or damaged, in which case it is made anew from what can be read. */
export function isPassing(error: RunnerError): boolean {
  return error.code === 'store-unavailable' || error.code === 'store-corrupt';
}
