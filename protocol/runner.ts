import type { Problem } from '../core/check/problem.ts';
import type { Position } from '../core/text.ts';
import type { Sums } from '../core/result/sums.ts';
import type { FieldType } from '../core/task/task.ts';
import type { Account, ItemState } from '../core/sweep/account.ts';
import type { Failure } from '../core/sweep/outcome.ts';
import type { Value, ValueMap } from '../core/value/value.ts';
import type { FilePreview, FileRequest, ItemFiles } from './itemFiles.ts';
import type { ItemRequest } from './itemRequest.ts';
import type { ManageApi, Vouched } from './manage.ts';
import type { DebugPlan, DebugRequest } from './debug.ts';
import type { Distribution, DistributionRequest } from './distribution.ts';
import type { EditPreview, EditPreviewRequest } from './editPreview.ts';
import type { RefineAnswer, RefineRequest } from './refine.ts';
import type { Findings } from './findings.ts';
import type { Fold, FoldRequest } from './fold.ts';
import type { HypothesesAnswer } from './hypotheses.ts';
import type { Neighbours } from './neighbours.ts';
import type { Plot, PlotRequest } from './plot.ts';
import type { VersionApi } from './versions.ts';

/** Raised when an old window meets a new runner; a mismatch is refused with a sentence, never guessed. */
export const PROTOCOL_VERSION = 1;

/** What a runner answers, over its socket to windows and in process to the command line. Every call may reject with a `RunnerError`. */
export interface RunnerApi extends ManageApi, VersionApi {
  /** Must be the first call on a socket; anything else before it closes the connection. */
  hello(request: Hello): Promise<Welcome>;
  /** Starts a sweep, or joins the one of this file that is running. Problems come back as data; then nothing was started. */
  start(request: StartRequest): Promise<StartAnswer>;
  /** Stops the sweep of one file, or all of this workspace; resolves when no process of it is left. */
  cancel(request: { readonly file?: string }): Promise<{ readonly cancelled: number }>;
  /** Pauses or resumes the sweep of one file, or changes how many workers it has; items that run are not touched. */
  steer(request: SteerRequest): Promise<SteerAnswer>;
  /** Truth from the store for each file; a file with errors answers its problems. */
  status(request: { readonly files: readonly string[] }): Promise<readonly TaskStatus[]>;
  /** Rows of the results table, by range. */
  page(request: PageRequest): Promise<Page>;
  /** How the values of columns are spread over the items of a filter; columns that cannot be held are left out. */
  distributions(request: DistributionRequest): Promise<readonly Distribution[]>;
  /** A picture of the items of a filter as at most 2,000 marks, and what each parameter does to the output. */
  plot(request: PlotRequest): Promise<Plot>;
  /** One item whole: by key, or by its index among the items. */
  item(request: ItemRequest): Promise<ItemDetail>;
  /** The items beside one, along each parameter. */
  neighbours(request: { readonly file: string; readonly item: number }): Promise<readonly Neighbours[]>;
  /** Captured output of the newest attempt, or of the one asked for; live while the item runs. */
  log(request: ItemRequest & { readonly attempt?: number }): Promise<ItemLog>;
  /** Files that an item has left: those that its outputs name, and those in its folder. */
  files(request: ItemRequest): Promise<ItemFiles>;
  /** One of them, as far as it can be looked at. */
  preview(request: FileRequest): Promise<FilePreview>;
  /** Where one of them lies, as an absolute path. */
  place(request: FileRequest): Promise<{ readonly path: string }>;
  /** What the results say about the task file. */
  findings(request: { readonly file: string }): Promise<Findings>;
  /** What the results say of the hypotheses of the file. */
  hypotheses(request: { readonly file: string }): Promise<HypothesesAnswer>;
  /** What stored results would be to a task with another text; nothing is run or changed. */
  previewEdit(request: EditPreviewRequest): Promise<EditPreview>;
  /** Edits of a task file that look closer where the items of a filter lie; nothing is changed. */
  refine(request: RefineRequest): Promise<RefineAnswer>;
  /** How a debugger runs one item as a worker would; starts nothing. */
  debug(request: DebugRequest): Promise<DebugPlan>;
  /** Runs one point through the same worker path and records nothing. */
  test(request: TestRequest): Promise<TestAnswer>;
}

/** What a runner tells every connected client. At most ten `changed` a second for each task. */
export interface RunnerEvents {
  changed(status: TaskStatus): void;
  ended(summary: RunSummary): void;
}

export interface Hello {
  readonly protocol: number;
  readonly token: string;
  readonly client: string;
}

export interface Welcome {
  readonly version: string;
  readonly pid: number;
}

export interface StartRequest {
  readonly file: string;
  /** Which items: what is missing (default), only failed ones, or all (`force`). */
  readonly select?: 'missing' | 'failed' | 'all';
  readonly stale?: 'run' | 'keep';
  readonly where?: string;
  readonly keys?: readonly string[];
  readonly limit?: number;
  readonly workers?: number;
  /** `--set name=value`: constants or axis values replaced for this run. */
  readonly set?: Readonly<Record<string, Value>>;
  /** Where a value of `set` comes from: `--set`, or the name of a file. */
  readonly origins?: Readonly<Record<string, string>>;
  readonly python?: string;
}

export interface SteerRequest {
  readonly file: string;
  /** Whether no further item may begin. */
  readonly paused?: boolean;
  readonly workers?: number;
}

export interface SteerAnswer {
  readonly paused: boolean;
}

export type StartAnswer =
  | { readonly kind: 'started'; readonly sweep: number; readonly selected: number; readonly joined: boolean }
  | { readonly kind: 'invalid'; readonly problems: readonly PlacedProblem[] };

/** A problem with the position its reader counts in. */
export interface PlacedProblem extends Omit<Problem, 'span' | 'data'> {
  readonly range: { readonly start: Position; readonly end: Position };
}

export interface TaskStatus extends Account {
  readonly file: string;
  readonly name: string;
  readonly points: number;
  readonly orphans: number;
  /** Raised with every committed batch and every edit; pages of another revision are out of date. */
  readonly revision: number;
  readonly active?: ActiveSweep;
  readonly lastEnded?: { readonly at: number; readonly seconds: number };
  /** Errors of the task file: counts are then those of the last valid text, or zero. */
  readonly problems?: readonly PlacedProblem[];
  /** Why its items, all of them pending then, cannot be run or looked up. */
  readonly tooMany?: string;
}

export interface ActiveSweep {
  readonly sweep: number;
  readonly selected: number;
  readonly finished: number;
  readonly failed: number;
  readonly running: number;
  readonly waiting: number;
  readonly startedAt: number;
  readonly itemsPerSecond: number;
  readonly secondsLeft?: number;
  /** What each worker has in hand, by the number of the worker. */
  readonly busy: readonly { readonly worker: number; readonly item: number }[];
  /** Whether a person has paused it. */
  readonly held: boolean;
  /** Parts of the fingerprint, such as `code:model/net.py`, that have changed since it began; missing when none has. */
  readonly changed?: readonly string[];
  /** Why nothing goes on now, as one sentence: disk full, database locked (it goes on by itself), or somebody has paused it. */
  readonly paused?: string;
}

export type RunEnd = 'completed' | 'cancelled' | 'stopped';

/** `run --json` (cli.md) plus how it ended. */
export interface RunSummary extends Account {
  readonly file: string;
  readonly task: string;
  readonly sweep: number;
  readonly end: RunEnd;
  readonly points: number;
  readonly cached: number;
  readonly executed: number;
  /** Selected items that failed; decides exit code 2. */
  readonly selectedFailed: number;
  readonly seconds: number;
  /** At most 100. */
  readonly failures: readonly { readonly key: string; readonly index: number; readonly parameters: ValueMap; readonly error: Failure }[];
  /** How many hypotheses the task file has. */
  readonly hypotheses: number;
  /** Parts of the fingerprint, such as `code:model/net.py`, that are not what they were when the sweep began; missing when none is. */
  readonly changed?: readonly string[];
  /** Why no worker could start: then the sweep stopped, and no item is charged with it. */
  readonly refused?: Failure;
  /** Why the store could not be written any more. */
  readonly lost?: string;
}

export interface PageRequest {
  readonly file: string;
  readonly where?: string;
  readonly sort?: string;
  readonly descending?: boolean;
  readonly offset?: number;
  /** At most 10,000. */
  readonly limit?: number;
  readonly states?: readonly ItemState[];
  /** One row for the replicates of a point; means nothing where there is one replicate. */
  readonly fold?: FoldRequest;
  /** Of a frozen version instead of today. */
  readonly version?: string;
  /** Who asks, as a random text: its next question for another order of rows ends this one, which then rejects as `superseded`. */
  readonly asker?: string;
  /** Whether the first rows that are found will do while others are looked for: then the answer may be `partial`. */
  readonly early?: boolean;
}

export interface Page {
  readonly revision: number;
  /** Rows that the filter selects, over all pages. */
  readonly total: number;
  /** Items of the filter: more than rows where replicates are folded. */
  readonly items: number;
  readonly columns: readonly Column[];
  /** Ids of the columns that the task file wants to be shown, in its order; empty where it says nothing. */
  readonly shown: readonly string[];
  /** How the task wants its results summed up. */
  readonly sums: Sums;
  readonly rows: readonly Row[];
  /** These are the first rows of more, which were not counted: `total` says how many are here. */
  readonly partial?: true;
  /** Set when `where` or `sort` cannot be read; rows are then empty. Range in the `where` text. */
  readonly error?: { readonly message: string; readonly start: number; readonly end: number };
}

export interface Column {
  /** `index`, `key`, `state`, …; a parameter or output name; `out.name` for an output that shares a parameter's name. */
  readonly id: string;
  /** `derived`: computed from the others (`views.columns`). */
  readonly kind: 'item' | 'parameter' | 'output' | 'derived';
  readonly varies: boolean;
  readonly unit?: string;
  /** What the schema declares. */
  readonly type?: FieldType;
  /** What the schema says a parameter is when nothing else does. */
  readonly default?: Value;
}

export interface Row {
  /** Index among the items: point × replicates + replicate. */
  readonly item: number;
  /** Index of the point. */
  readonly index: number;
  readonly key: string;
  readonly replicate: number;
  readonly seed: number;
  readonly state: ItemState;
  /** Nested by groups. */
  readonly parameters: ValueMap;
  readonly outputs: Value;
  /** Computed columns, where the task has any. */
  readonly derived?: ValueMap;
  readonly error: Failure | null;
  readonly attempts: number;
  readonly seconds: number | null;
  /** Milliseconds since 1970. */
  readonly finishedAt: number | null;
  readonly worker: string | null;
  readonly tags: readonly string[];
  readonly note: string | null;
  /** Set where the row stands for the replicates of a point: it is then the first of them, with means as outputs. */
  readonly fold?: Fold;
}

export interface ItemDetail extends Row {
  readonly task: string;
  readonly history: readonly {
    readonly attempt: number;
    readonly state: 'done' | 'failed';
    readonly finishedAt: number;
    readonly seconds: number;
    readonly current: boolean;
    readonly vouched?: Vouched;
  }[];
  readonly log: ItemLog;
  /** Of an item in the space, with the schema's defaults for what the space says nothing of. */
  readonly parameters: ValueMap;
  /** Where each parameter has its value from, by dotted name. */
  readonly origins: Readonly<Record<string, ValueOrigin>>;
  /** Where the newest attempt was made, as far as it was written down. */
  readonly made?: Provenance;
}

export interface Provenance {
  readonly sweepdeck?: string;
  readonly machine?: string;
  readonly system?: string;
  readonly interpreter?: string;
  /** The commit of the checkout when the sweep began, and whether tracked files differed from it. */
  readonly git?: { readonly commit: string; readonly dirty: boolean };
}

/** Set for the run (`--set`, a parameters file), said by the task, by what it extends, or by its points file, or the schema's default. */
export interface ValueOrigin {
  readonly kind: 'set' | 'parameters' | 'task' | 'extends' | 'points' | 'default';
  /** `--set`, or a file. */
  readonly at: string;
  /** From 1. */
  readonly line?: number;
}

export interface ItemLog {
  readonly stdout: string;
  readonly stderr: string;
  /** Bytes that were dropped from the beginning of each. */
  readonly dropped: { readonly stdout: number; readonly stderr: number };
  readonly running: boolean;
}

export interface TestRequest {
  readonly file: string;
  readonly index?: number;
  readonly point?: ValueMap;
  readonly python?: string;
}

export type TestAnswer =
  | { readonly kind: 'invalid'; readonly problems: readonly PlacedProblem[] }
  | {
      readonly kind: 'ran';
      readonly parameters: ValueMap;
      readonly outputs: Value;
      readonly error: Failure | null;
      readonly seconds: number;
      readonly log: ItemLog;
    };
