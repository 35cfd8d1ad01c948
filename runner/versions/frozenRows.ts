import { RunnerError } from '../../protocol/errors.ts';
import { placesUpTo } from '../results/placesUpTo.ts';
import { radixSort } from '../results/radixSort.ts';
import type { Steps } from '../steps.ts';
import type { RowHead } from '../store/curation.ts';
import type { Store } from '../store/store.ts';
import { type Frozen, idsIn, keysDigest } from './frozen.ts';

/** The rows of a version by place, which is point order of that time: what never changes, and is read once. */
export interface FrozenRows {
  /** Row ids. */
  readonly ids: Float64Array;
  /** 1 where the run succeeded. */
  readonly ok: Uint8Array;
  /** Row ids of results that were stale when they were frozen. */
  readonly stale: ReadonlySet<number>;
  /** Places by filter and sort, in order of use. */
  readonly orders: Map<string, Uint32Array>;
}

/** Reads of each row only what puts it in its place; throws a `RunnerError` when they are not the rows that were frozen. */
export function* readFrozenRows(store: Pick<Store, 'heads'>, { text }: Frozen): Steps<FrozenRows> {
  const heads: RowHead[] = [];
  for (const [from, to] of text.runs) {
    for (let first = from; first <= to; first += BLOCK) {
      for (const head of store.heads(first, Math.min(to, first + BLOCK - 1))) heads.push(head);
      yield;
    }
  }
  const wanted = text.runs.reduce((sum, [from, to]) => sum + to - from + 1, 0);
  if (heads.length !== wanted || keysDigest(heads.map(({ key }) => key)) !== text.keys) throw notThose(text.version);
  yield;
  const places = placesUpTo(heads.length);
  const order = yield* radixSort(
    places,
    Float64Array.from(heads, ({ item }) => item),
    false,
  );
  return {
    ids: Float64Array.from(order, (at) => heads[at]?.id ?? 0),
    ok: Uint8Array.from(order, (at) => heads[at]?.ok ?? 0),
    stale: new Set(idsIn(text.staleRuns ?? [])),
    orders: new Map(),
  };
}

/** As it was when the run was frozen. */
export function frozenState({ stale }: Pick<FrozenRows, 'stale'>, id: number, ok: boolean): 'done' | 'failed' | 'stale' {
  if (!ok) return 'failed';
  return stale.has(id) ? 'stale' : 'done';
}

/** Places that are read at once: a few milliseconds. */
const BLOCK = 4096;

function notThose(version: string): RunnerError {
  return new RunnerError(
    'bad-request',
    `The rows of ${version} are not those that were frozen: the database was put together anew since, or damaged. \`sweepdeck verify\` says more.`,
  );
}

/** Remembers an answer as the latest of a few. */
export function keepRecent<K, V>(answers: Map<K, V>, name: K, answer: V): V {
  answers.delete(name);
  answers.set(name, answer);
  for (const oldest of answers.keys()) if (answers.size > MOST_ANSWERS) answers.delete(oldest);
  return answer;
}

const MOST_ANSWERS = 4;
