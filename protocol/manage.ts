import type { ItemState } from '../core/sweep/account.ts';
import type { Value, ValueMap } from '../core/value/value.ts';
import type { ItemRequest } from './itemRequest.ts';

/** What a runner does to results after they were recorded. None of it works on a task whose items are being run: that is refused with a sentence. */
export interface ManageApi {
  /** Counts what would be deleted, or marks it as deleted: recoverable by `restore` until `gc`. */
  delete(request: DeleteRequest): Promise<Deletion>;
  /** Takes one deletion back. */
  restore(request: { readonly deletion: number }): Promise<{ readonly rows: number }>;
  /** Records a result that was made elsewhere, as one of today's code. */
  register(request: RegisterRequest): Promise<Registered>;
  /** Records many results that were made elsewhere: all of them, or none when one is refused. */
  registerAll(request: RegisterAllRequest): Promise<RegisteredAll>;
  /** Changes tags and note of an item; both survive reruns. */
  tag(request: ItemRequest & LabelChange): Promise<Labelled>;
  /** Why an item would run again, or not. */
  explain(request: ItemRequest): Promise<Explanation>;
  /** Takes stale results, and those of another installation, as equivalent to what today's code would give. */
  accept(request: { readonly file: string; readonly where?: string }): Promise<Accepted>;
  /** Takes results that a renamed parameter has made orphans as those of its new name; `dry` only counts. */
  keepRenamed(request: RenamedRequest): Promise<KeptRenamed>;
  /** Drops what no present task needs; `dry` only counts. */
  gc(request: { readonly dry?: boolean }): Promise<Collected>;
}

export interface DeleteRequest {
  readonly file: string;
  readonly select: DeleteSelection;
  /** Folders of the items as well; they cannot be restored. */
  readonly files?: boolean;
  /** Only count. */
  readonly dry?: boolean;
}

/** `failed` means failed attempts only: an older success of the item is kept. */
export type DeleteSelection =
  | { readonly kind: 'failed' | 'stale' | 'orphans' | 'all' }
  | { readonly kind: 'where'; readonly where: string }
  /** Items or orphans of the task, by their whole keys. */
  | { readonly kind: 'keys'; readonly keys: readonly string[] };

export interface Deletion {
  /** Items with rows, and their rows. */
  readonly items: number;
  readonly rows: number;
  readonly folders: number;
  /** For `restore`; missing when nothing was deleted. */
  readonly deletion?: number;
}

export interface RegisterEntry {
  /** A mapping of parameters, groups nested; constants of the task are added. */
  readonly point: ValueMap;
  /** A mapping of outputs, or a number or boolean, which is named `value`. */
  readonly outputs: Value;
  /** Which repetition of the point; default: the first, 0. */
  readonly replicate?: number;
}

export interface RegisterAllRequest {
  readonly file: string;
  readonly results: readonly RegisterEntry[];
}

export interface RegisteredAll {
  readonly registered: number;
  /** Of these, results whose points are not in the space. */
  readonly orphans: number;
}

export interface RegisterRequest extends RegisterEntry {
  readonly file: string;
  /** Absolute paths of files to copy into the item's folder, by the output that names them. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Registered {
  readonly key: string;
  /** Index among the items; missing when the point is not in the space. */
  readonly item?: number;
  readonly parameters: ValueMap;
  readonly outputs: Value;
}

export interface LabelChange {
  readonly add?: readonly string[];
  readonly remove?: readonly string[];
  /** Empty text takes the note away. */
  readonly note?: string;
}

export interface Labelled {
  readonly key: string;
  readonly tags: readonly string[];
  readonly note: string | null;
}

export type ExplainReason =
  | 'current'
  | 'accepted'
  | 'registered'
  | 'kept'
  | 'changed'
  | 'failed'
  | 'damaged'
  | 'deleted'
  | 'imported'
  | 'never-run'
  | 'running'
  | 'not-in-space';

export interface Explanation {
  readonly key: string;
  /** Index among the items; missing for an orphan. */
  readonly item?: number;
  readonly state: ItemState;
  /** Whether `run` without options would run it. */
  readonly runsAgain: boolean;
  readonly reason: ExplainReason;
  /** What is stored of it by code, inputs and environment; the newest first, at most ten. */
  readonly generations: readonly Generation[];
}

/** Attempts with one fingerprint. */
export interface Generation {
  readonly succeeded: number;
  readonly failed: number;
  readonly deleted: number;
  readonly imported: boolean;
  /** Milliseconds since 1970, of the newest. */
  readonly finishedAt: number;
  /** Today's. */
  readonly current: boolean;
  /** What is different today; empty for the current one. */
  readonly changes: readonly PartChange[];
}

export interface PartChange {
  /** `code:model/net.py`, `argument:2`, `run.env:NAME`, `inputs:data/a.csv`, … */
  readonly part: string;
  /** Seen from the stored result: today's fingerprint has it changed, has it more, or has it no more. */
  readonly change: 'changed' | 'added' | 'removed';
  /** Functions, methods and classes of the file that differ, `top level` for statements outside of them; missing when that cannot be told. */
  readonly functions?: readonly string[];
}

/** An entry of an item's history that no sweep made. */
export interface Vouched {
  readonly kind: 'registered' | 'accepted';
  readonly by: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly note: string;
}

export interface Accepted {
  readonly stale: number;
  /** Of another installation. */
  readonly imported: number;
}

export interface RenamedRequest {
  readonly file: string;
  /** Dotted names of a parameter or of a group; without them what the orphans and the space make certain. */
  readonly from?: string;
  readonly to?: string;
  readonly dry?: boolean;
}

export interface KeptRenamed {
  /** Missing when nothing was found to be renamed. */
  readonly from?: string;
  readonly to?: string;
  readonly kept: number;
  /** Left, because newer ones of other code are there, or their files have changed. */
  readonly older: number;
  /** Left, because `seeding: independent` gives the renamed point another seed. */
  readonly otherSeed: number;
  /** What is different today from what made the kept ones. */
  readonly changes: readonly PartChange[];
}

export interface Collected {
  /** Rows of old generations, and rows that had been deleted. */
  readonly rows: number;
  readonly deleted: number;
  /** Stored outputs and traces that nothing referred to. */
  readonly pieces: number;
  readonly folders: number;
  /** Files that items had left and no row names any more. */
  readonly files: number;
  /** Bytes of pieces (when counted only) or by which the database is smaller, and of the folders and files. */
  readonly bytes: number;
}
