/** Which rows of some keys are meant. */
export interface RowChoice {
  /** 16 bytes each. */
  readonly keys: readonly Uint8Array[];
  /** All attempts, or only those that failed. */
  readonly rows: 'all' | 'failed';
}

/** Whatever is left of one attempt, also where no view shows it. */
export interface Trace {
  readonly run: number;
  readonly ok: boolean;
  readonly fingerprint: number;
  /** What the files of the item held, when it has files of its own. */
  readonly files: string | undefined;
  readonly finishedAt: number;
  /** Of another installation: never a cache hit until accepted. */
  readonly imported: boolean;
  readonly deleted: boolean;
  readonly damaged: boolean;
}

/** Who vouched for runs that no sweep made. */
export interface Origin {
  readonly kind: 'registered' | 'accepted';
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** What decides which old rows may go. */
export interface Retention {
  /** Fingerprints of present tasks: their generations stay. */
  readonly fingerprints: ReadonlySet<number>;
  /** Rows that present tasks show. */
  readonly shown: ReadonlySet<number>;
  /** Old successful generations that a task (by row id) keeps. */
  readonly keep: (task: number) => number;
}

/** What of the store nothing needs any more. */
export interface Waste {
  /** Rows of old generations. */
  readonly old: readonly number[];
  /** Rows that were deleted. */
  readonly deleted: readonly number[];
}

/** What is stored of one sweep. */
export interface SweepRecord {
  readonly id: number;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** How it ended: a `RunEnd`, or for rows that no sweep made how they came. */
  readonly ended: string | null;
  readonly selected: number;
  readonly summary: string;
  readonly text: string;
  readonly digest: string;
  readonly parts: Readonly<Record<string, string>>;
}

/** What of a row puts it in its place. */
export interface RowHead {
  readonly id: number;
  /** Index of the item in the sweep that stored it. */
  readonly item: number;
  /** 32 hexadecimal digits. */
  readonly key: string;
  readonly ok: number;
}

/** What is done to results after they were recorded; part of the store. */
export interface Curation {
  /** Every task file that was ever run, relative to the workspace. */
  taskFiles(): readonly string[];
  /** Keys of all rows of a task file, also failed ones. */
  keysOf(task: number): readonly Uint8Array[];
  countRows(choice: RowChoice): { readonly items: number; readonly rows: number };
  /** Marks rows as deleted: they stay until `drop` and come back by `restoreRows(deletion)`. */
  deleteRows(choice: RowChoice): { readonly deletion: number; readonly items: number; readonly rows: number };
  restoreRows(deletion: number): number;
  traces(key: Uint8Array): readonly Trace[];
  /** The same row ids by their keys: what is written for them in this order touches the key index page after page. */
  inKeyOrder(runs: readonly number[]): readonly number[];
  /** For each key of another installation's successful run, its newest row id. */
  imported(keys: readonly Uint8Array[]): readonly number[];
  fingerprintParts(fingerprint: number): Readonly<Record<string, string>> | undefined;
  origin(sweep: number): Origin | undefined;
  /** What was written down when a sweep began and ended. */
  sweepTexts(sweep: number): { readonly text: string | undefined; readonly summary: string | undefined };
  /** Sweeps of a task, oldest first; of all tasks for 0. `frozen` are the versions, the others ran. */
  sweepsOf(task: number, which: 'frozen' | 'run'): readonly SweepRecord[];
  sweepRecord(sweep: number): SweepRecord | undefined;
  /** Rows with ids from one to another, by id; their content is not looked at. */
  heads(first: number, last: number): readonly RowHead[];
  waste(retention: Retention): Waste;
  /**
   * Copies successful runs, with what they printed, into another sweep; `filesOf` says what the files of an item hold now.
   * A row that does not match its checksum is not copied, and told as damaged.
   */
  copyRuns(of: { readonly sweep: number; readonly runs: readonly number[]; readonly filesOf?: (key: Uint8Array) => string | undefined }): {
    readonly copied: number;
    readonly damaged: readonly number[];
  };
  /** Removes rows for good. */
  drop(runs: readonly number[]): void;
  /** Hashes of all files that rows but `without` name (see artifacts.ts). */
  namedFiles(without: readonly number[]): ReadonlySet<string>;
  /** Stored output and traces that no row but `without` refers to. */
  looseContent(without: readonly number[]): { readonly pieces: number; readonly bytes: number };
  dropLooseContent(): void;
  /** Writes the log back into the database and empties it, unless another process reads just now. */
  emptyLog(): void;
  /** Gives freed pages back to the disk; answers by how many bytes the database is smaller. */
  shrink(): number;
}
