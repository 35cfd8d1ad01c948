import type { Failure } from '../../core/sweep/outcome.ts';
import type { RunnerError } from '../../protocol/errors.ts';
import type { ItemOutput } from '../objective/worker.ts';
import type { Curation } from './curation.ts';
import type { KeptView, SealedCounts, Settled } from './settled.ts';
import type { Steps } from '../steps.ts';
import type { PartScan } from './scan.ts';
import type { SweepView } from './sweepView.ts';

/** One finished attempt, on its way into the database. Keys are 16 bytes. */
export interface NewRun {
  readonly key: Uint8Array;
  /** Index of the item in its sweep, for orphans and for people. */
  readonly index: number;
  readonly replicate: number;
  readonly seed: number;
  readonly attempt: number;
  readonly ok: boolean;
  /** Encoded (core/value/encode.ts). */
  readonly parameters: string;
  readonly outputs: string | null;
  readonly failure: Failure | null;
  readonly seconds: number;
  readonly finishedAt: number;
  readonly worker: string;
  readonly output: ItemOutput | undefined;
  /** What the files held that the item's parameters name (runner/itemFiles.ts). */
  readonly files: string | undefined;
}

/** Runs in their order, each perhaps made only when it is asked for: an array of them, or `RunColumns`. */
export interface RunList {
  readonly length: number;
  at(index: number): NewRun | undefined;
}

export interface StoredRun extends Omit<NewRun, 'output' | 'key'> {
  readonly id: number;
  readonly key: string;
  readonly fingerprint: number;
  readonly sweep: number;
  /** The row does not match its checksum: it comes as a failure without outputs, and `view` calls its item not done. */
  readonly damaged?: true;
}

/** Opened by `openStore` in the one process that owns the workspace, or read-only by others. */
export interface Store extends Curation {
  /** Random id of this installation; rows of another one are never cache hits. */
  readonly install: string;
  /** One sentence for people when opening had to do something unusual, such as recovering a damaged database. */
  readonly notice: string | undefined;
  /** Row ids of a task file and of a fingerprint, 0 for those that the store has not met; writes nothing. */
  known(of: { readonly file: string; readonly digest: string }): { readonly task: number; readonly fingerprint: number };
  /** Row ids of the fingerprints that differ from this one in the schema's defaults at most. */
  akin(digest: string): readonly number[];
  /** Get or create: the row id of a task file, of a fingerprint with its parts. */
  taskId(file: string, name: string): number;
  fingerprintId(digest: string, parts: Readonly<Record<string, string>>): number;
  /** A sweep begins: its row id. */
  beginSweep(sweep: {
    readonly task: number;
    readonly fingerprint: number;
    /** Kind and target of what its runs are of; missing where they may be of any. */
    readonly objective?: string;
    readonly startedAt: number;
    readonly text: string;
    readonly selected: number;
  }): number;
  endSweep(sweep: number, end: { readonly finishedAt: number; readonly end: string; readonly summary: string }): void;
  /** One immediate transaction; the epoch is checked inside. Returns the new row ids in order. Throws `RunnerError` when the store is lost. */
  commit(sweep: number, runs: RunList, counts?: SealedCounts): readonly number[];
  /** The same beside other work where that is worth it: answers once, now or later, and takes groups in their order. */
  commitAside(sweep: number, group: RunGroup, answered: (answer: CommitAnswer) => void): void;
  /** State and deciding run of every item, found by set-based SQL. `keyOf` is called once an item, in order. */
  view(fingerprint: number, items: number, keyOf: (item: number) => Uint8Array, more?: Pick<ViewRequest, 'filesOf' | 'adopts'>): SweepView;
  /** The same in steps of some milliseconds; whoever lets others write in between looks at the revision afterwards. */
  viewSteps(request: ViewRequest): Steps<SweepView>;
  /** Stored rows by id, in the order asked for. */
  runs(ids: readonly number[]): readonly StoredRun[];
  readonly scan: PartScan;
  /** All attempts at a key, oldest first. */
  history(key: Uint8Array): readonly StoredRun[];
  log(run: number): ItemOutput | undefined;
  /** The same of many, without those that printed nothing. */
  logs(runs: readonly number[]): ReadonlyMap<number, ItemOutput>;
  /** The counts of a task that are remembered; nothing when results have changed since. */
  settled(file: string): Settled | undefined;
  /** The view that is remembered with those counts; nothing when results have changed since. */
  keptView(file: string): KeptView | undefined;
  /** Remembers counts for the results as they are now, and the view that they were counted in. */
  settle(settled: Settled, view?: SweepView): void;
  /** Counts for the results as they will be after the next commit; none while one is under way, so that nobody knows which is next. */
  sealNext(settled: Settled): SealedCounts | undefined;
  lastSweep(task: number): { readonly finishedAt: number; readonly seconds: number } | undefined;
  labels(key: Uint8Array): { readonly tags: readonly string[]; readonly note: string | null };
  /** Replaces the labels of an item; they survive reruns. */
  label(key: Uint8Array, labels: { readonly tags: readonly string[]; readonly note: string | null }): void;
  /** Takes in the results of another runner that lost its database and saved a copy beside this one. */
  gather(): void;
  /** Raised by every commit, also those of other processes. */
  revision(): number;
  close(): void;
}

/** Finished runs that are committed together, and the counts of their task afterwards. */
export interface RunGroup {
  readonly runs: RunList;
  readonly counts?: SealedCounts | undefined;
}

/** Row ids in the order of the runs, or why nothing of them is stored. */
export type CommitAnswer = { readonly ids: readonly number[] } | { readonly error: RunnerError };

/** What a view is made for. */
export interface ViewRequest {
  readonly fingerprint: number;
  readonly items: number;
  readonly keyOf: (item: number) => Uint8Array;
  /** What the files of an item hold today, when items have files of their own. */
  readonly filesOf?: (item: number) => string;
  /** Whether results of another fingerprint stand for an item today. */
  readonly adopts?: (fingerprint: number, item: number) => boolean;
  /** Of what the items are: where the store has no runs of it, no key is looked up. */
  readonly objective?: string;
  /** The task whose orphans are wanted as well. */
  readonly task?: number;
}

/** Codes of `SweepView.state`. */
export const PENDING = 0;
export const DONE = 1;
export const FAILED = 2;
export const STALE = 3;
