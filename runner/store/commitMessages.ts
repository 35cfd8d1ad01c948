import type { RunnerError } from '../../protocol/errors.ts';
import type { PackedRuns } from './runColumns.ts';
import type { SealedCounts } from './settled.ts';
import type { FileIdentity } from './shape.ts';

/** What the thread that commits is started with. */
export interface CommitSetup {
  readonly database: string;
}

/** Rows of one transaction, and which database they are meant for: the one that the runner holds now. */
export interface Group {
  readonly kind: 'commit';
  readonly sweep: number;
  readonly runs: PackedRuns;
  readonly counts: SealedCounts | undefined;
  readonly epoch: number;
  readonly identities: ReadonlyMap<string, FileIdentity | undefined>;
}

/** Asks for the connection to be closed; `done[0]` becomes 1. */
export interface Release {
  readonly kind: 'release';
  readonly done: Int32Array<SharedArrayBuffer>;
}

export type ToCommitter = Group | Release;

export type FromCommitter =
  | { readonly kind: 'ready' }
  | { readonly kind: 'committed'; readonly ids: Float64Array }
  /** Nothing of the group is stored; `refusal`: nor would it be by another connection. */
  | { readonly kind: 'failed'; readonly refusal?: Pick<RunnerError, 'code' | 'message'> };
