import type { BUMPS } from '../core/version/version.ts';
import type { Account } from '../core/sweep/account.ts';
import type { PartChange } from './manage.ts';
import type { Value, ValueMap } from '../core/value/value.ts';

/** Frozen results, and how results were made. */
export interface VersionApi {
  /** Gives today's results a version number; `drop` gives a version up. */
  freeze(request: FreezeRequest): Promise<FrozenVersion>;
  drop(request: { readonly file: string; readonly version: string }): Promise<FrozenVersion>;
  versions(request: { readonly file: string }): Promise<readonly FrozenVersion[]>;
  /** What is different from one version to another, or to today's results. */
  compare(request: { readonly file: string; readonly from: string; readonly to?: string }): Promise<VersionComparison>;
  /** How the results of the last sweep, or of a version, were made. */
  manifest(request: { readonly file: string; readonly version?: string }): Promise<Manifest>;
}

/** What a sweep leaves to say how its results were made: `sweepdeck manifest` prints it. */
export interface Manifest {
  readonly sweep: number;
  readonly started: string;
  readonly finished: string | null;
  readonly end: string | null;
  readonly selected: number;
  readonly fingerprint: { readonly digest: string; readonly parts: Readonly<Record<string, string>> };
  readonly [part: string]: unknown;
}

export interface FreezeRequest {
  readonly file: string;
  /** The number, such as `v1.2.0`; instead of `bump`. */
  readonly version?: string;
  readonly bump?: (typeof BUMPS)[number];
  readonly note?: string;
}

/** A frozen sweep: which results a task had at that moment. It refers to rows and copies none. */
export interface FrozenVersion extends Pick<Account, 'items' | 'done' | 'failed' | 'stale' | 'pending'> {
  readonly version: string;
  readonly at: number;
  readonly by: string;
  readonly note: string;
  /** The newest sweep of the task before it was frozen; its manifest is the version's. */
  readonly sweep: number | null;
}

/** What is different between two versions, or between one and now; items are told apart by their keys. */
export interface VersionComparison {
  readonly from: string;
  readonly to: string;
  readonly equal: number;
  readonly added: number;
  readonly removed: number;
  readonly changed: number;
  /** Code, inputs and environment that differ. */
  readonly parts: readonly PartChange[];
  /** At most 100 of the items that differ. */
  readonly changes: readonly ItemChange[];
}

export interface ItemChange {
  readonly key: string;
  readonly parameters: ValueMap;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly outputs: readonly { readonly name: string; readonly from?: Value; readonly to?: Value }[];
}
