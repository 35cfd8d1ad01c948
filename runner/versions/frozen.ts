import { hash } from 'node:crypto';
import * as z from 'zod';
import { compareVersions, parseVersion } from '../../core/version/version.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { FrozenVersion } from '../../protocol/versions.ts';
import { storedJson } from '../storedJson.ts';
import type { SweepRecord } from '../store/curation.ts';
import type { Store } from '../store/store.ts';

const counted = z.number().int().min(0);

const ranges = z.array(z.tuple([counted, counted]));

/** What the text of a frozen sweep's row says: names of rows, never their content. */
const frozenText = z.object({
  version: z.string(),
  file: z.string(),
  by: z.string(),
  note: z.string(),
  sweep: counted.nullable(),
  items: counted,
  done: counted,
  failed: counted,
  stale: counted,
  pending: counted,
  replicates: counted.min(1),
  /** Row ids, ascending, as ranges with both ends. */
  runs: ranges,
  /** Those of them that were results of other code then; versions of before say only how many. */
  staleRuns: ranges.optional(),
  /** Hash over the keys of these rows in this order: ids mean other rows after a database was put together anew. */
  keys: z.string(),
  /** The version was given up. */
  dropped: z.boolean().optional(),
});
export type FrozenText = z.infer<typeof frozenText>;

/** A version as it is stored. */
export interface Frozen {
  readonly text: FrozenText;
  readonly record: SweepRecord;
}

/** The versions of a task (by row id; 0 for all tasks) by ascending number; of two with one number the later stands. */
export function frozenOf(store: Pick<Store, 'sweepsOf'>, task: number): readonly Frozen[] {
  const newest = new Map<string, Frozen>();
  for (const record of store.sweepsOf(task, 'frozen')) {
    const text = storedJson(frozenText, record.text);
    if (text && parseVersion(text.version)) newest.set(`${text.file}\0${text.version}`, { text, record });
  }
  return [...newest.values()].filter(({ text }) => text.dropped !== true).sort(byNumber);
}

function byNumber(a: Frozen, b: Frozen): number {
  const [one, other] = [parseVersion(a.text.version), parseVersion(b.text.version)];
  return one && other ? compareVersions(one, other) : 0;
}

/** The version that a text names, also in another writing (`v1` for `v1.0.0`). */
export function findFrozen(store: Pick<Store, 'sweepsOf'>, task: number, named: string): Frozen {
  const wanted = parseVersion(named);
  const all = task === 0 ? [] : frozenOf(store, task);
  const found = wanted && all.find(({ text }) => isNumber(text.version, wanted));
  if (found) return found;
  const there = all.map(({ text }) => text.version).join(', ');
  throw new RunnerError(
    'bad-request',
    `This task has no version \`${named.slice(0, 40)}\`. ${there === '' ? '`sweepdeck freeze FILE` makes the first one.' : `Its versions are ${there}.`}`,
  );
}

function isNumber(version: string, wanted: ReturnType<typeof parseVersion>): boolean {
  const own = parseVersion(version);
  return own !== undefined && wanted !== undefined && compareVersions(own, wanted) === 0;
}

/** A version for people. */
export function shownVersion({ text, record }: Frozen): FrozenVersion {
  const { version, by, note, sweep, items, done, failed, stale, pending } = text;
  return { version, at: record.startedAt, by, note, sweep, items, done, failed, stale, pending };
}

/** Row ids as ranges, and back. */
export function rangesOf(ids: readonly number[]): [number, number][] {
  const ranges: [number, number][] = [];
  for (const id of ids) {
    const last = ranges.at(-1);
    if (last && last[1] === id - 1) last[1] = id;
    else ranges.push([id, id]);
  }
  return ranges;
}

export function* idsIn(ranges: FrozenText['runs']): Iterable<number> {
  for (const [first, last] of ranges) for (let id = first; id <= last; id++) yield id;
}

/** Rows that versions of any task refer to: whatever else becomes of them, they stay. */
export function frozenRuns(store: Pick<Store, 'sweepsOf'>): ReadonlySet<number> {
  const ids = new Set<number>();
  for (const { text } of frozenOf(store, 0)) for (const id of idsIn(text.runs)) ids.add(id);
  return ids;
}

/** Hash over keys, 32 digits each, in the order of their rows. */
export function keysDigest(keys: Iterable<string>): string {
  return hash('sha256', [...keys].join(''));
}
