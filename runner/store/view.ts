import type { Sqlite } from '../runtime.ts';
import type { Steps } from '../steps.ts';
import { KEY_BYTES, keyRanges, LOT, packed, sortedKeys, type KeyRange } from './keyRanges.ts';
import { rowSet } from './rowSet.ts';
import { DONE, FAILED, PENDING, STALE, type ViewRequest } from './store.ts';
import type { SweepView } from './sweepView.ts';

/** What a view asks of one connection; rows of another installation are never cache hits. */
export interface ViewReader {
  ground(): Ground;
  /** Whether there may be runs of an objective. */
  mayHave(objective: string): boolean;
  /** Rows with one of these keys, 16 bytes each; `item` is the place of the key. */
  matches(keys: Buffer, withFiles: boolean): readonly Match[];
  /** The newest success of every key of a task in a range of keys. */
  newest(task: number, range: KeyRange): readonly number[];
}

interface Ground {
  /** The greatest row id. */
  readonly last: number;
  /** Fingerprints of this installation's sweeps. */
  readonly sweeps: ReadonlyMap<number, number>;
  /** Damaged and deleted rows. */
  readonly bad: ReadonlySet<number>;
}

export function viewReader(db: Sqlite, install: string): ViewReader {
  const last = db.prepare<[], number | null>('SELECT max(id) FROM run').pluck();
  const sweeps = db.prepare<[string], [number, number]>('SELECT id, fingerprint FROM sweep WHERE install = ?').raw();
  const hidden = db.prepare<[], number>(HIDDEN).pluck();
  const matches = db.prepare<[{ keys: Buffer; count: number }], Match>(`${WANTED} ${MATCHES}`).raw();
  const filed = db.prepare<[{ keys: Buffer; count: number }], Match>(`${WANTED} ${FILED_MATCHES}`).raw();
  const known = db.prepare<[string], number>(MAY_HAVE).pluck();
  const newest = db.prepare<[KeyRange & { task: number; install: string }], number>(NEWEST).pluck();
  return {
    ground: () => ({ last: last.get() ?? 0, sweeps: new Map(sweeps.all(install)), bad: new Set(hidden.all()) }),
    mayHave: (objective) => known.get(objective.toWellFormed()) !== undefined,
    matches: (keys, withFiles) => (withFiles ? filed : matches).all({ keys, count: keys.length / KEY_BYTES }),
    newest: (task, range) => newest.all({ ...range, task, install }),
  };
}

/**
 * Finds state and deciding run of every item: done when any run with today's fingerprint is ok, else failed when its
 * newest one with today's fingerprint failed, else stale when any run with another fingerprint is ok, else failed when
 * there is any run at all (so that failed items stay failed while their cause is being mended), else pending.
 * Reads nothing but the covering key index, a narrow range of it at a time, in steps of some milliseconds: whoever lets
 * others write in between looks at the revision afterwards. `ask` is called once a step.
 */
export function* viewSteps(ask: <T>(question: (reader: ViewReader) => T) => T, request: ViewRequest): Steps<SweepView> {
  const { filesOf, adopts, objective } = request;
  const view = { state: new Uint8Array(request.items), run: new Float64Array(request.items) };
  const ground = ask((reader) => reader.ground());
  if (ground.last === 0) return { ...view, orphans: [] };
  const met = rowSet(ground.last);
  const items = objective === undefined || ask((reader) => reader.mayHave(objective)) ? request.items : 0;
  for (let first = 0; first < items; first += LOT) {
    const lot = yield* sortedKeys(request.keyOf, first, Math.min(LOT, items - first));
    for (const places of lot.ranges) {
      for (const [place, run, sweep, ok, files] of ask((reader) => reader.matches(packed(lot.keys, places), filesOf !== undefined))) {
        met.add(run);
        const fingerprint = ground.sweeps.get(sweep);
        if (fingerprint === undefined || ground.bad.has(run)) continue;
        const item = first + (places[place] ?? 0);
        const isToday = fingerprint === request.fingerprint || adopts?.(fingerprint, item) === true;
        const today = isToday && (filesOf === undefined || files === filesOf(item));
        decide(view, item, { run, state: stateOf(today, ok === 1) });
      }
      yield;
    }
  }
  const orphans: number[] = [];
  for (const range of request.task ? keyRanges(Math.ceil(ground.last / ROWS)) : []) {
    for (const run of ask((reader) => reader.newest(request.task ?? 0, range))) if (!met.has(run)) orphans.push(run);
    yield;
  }
  return { ...withOldFailures(view), orphans: orphans.sort((a, b) => a - b) };
}

/** Keys come as one blob and are sorted first, so that the index is walked forwards. `CROSS JOIN` fixes that order. */
const WANTED = `
  WITH RECURSIVE
    n (item) AS (SELECT 0 UNION ALL SELECT item + 1 FROM n WHERE item < @count - 1),
    wanted (item, key) AS MATERIALIZED (SELECT item, substr(@keys, item * 16 + 1, 16) FROM n ORDER BY 2)`;
const MATCHES = 'SELECT wanted.item, run.id, run.sweep, run.ok FROM wanted CROSS JOIN run ON run.key = wanted.key';
const FILED_MATCHES = `SELECT wanted.item, run.id, run.sweep, run.ok, item_files.files
  FROM wanted CROSS JOIN run ON run.key = wanted.key LEFT JOIN item_files ON item_files.run = run.id`;

const MAY_HAVE = `SELECT 1 FROM sweep LEFT JOIN sweep_objective ON sweep_objective.sweep = sweep.id
  WHERE objective IS NULL OR objective = ? LIMIT 1`;

const HIDDEN = 'SELECT run FROM damaged UNION ALL SELECT run FROM deleted';

const NEWEST = `SELECT max(id) FROM run INDEXED BY run_by_key
  WHERE key >= @from AND key < @to AND ok = 1 AND sweep IN (SELECT id FROM sweep WHERE task = @task AND install = @install)
    AND id NOT IN (SELECT run FROM damaged) AND id NOT IN (SELECT run FROM deleted) GROUP BY key`;

type Match = [item: number, run: number, sweep: number, ok: number, files?: string | null];

function stateOf(today: boolean, ok: boolean): number {
  if (today) return ok ? DONE : FAILED;
  return ok ? STALE : FAILED_BEFORE;
}

type States = Omit<SweepView, 'orphans'>;

/** A stronger state wins; among equals the newest run, which has the greatest row id. */
function decide(view: States, item: number, found: { readonly run: number; readonly state: number }): void {
  const before = view.state[item] ?? PENDING;
  const stronger = STRENGTH.indexOf(found.state) - STRENGTH.indexOf(before);
  if (found.state === PENDING || stronger < 0 || (stronger === 0 && found.run < (view.run[item] ?? 0))) return;
  view.state[item] = found.state;
  view.run[item] = found.run;
}

/** Rows of the key index that one statement walks. */
const ROWS = 16_384;

/** While a view is made: failed with another fingerprint, which a success with any fingerprint outweighs. */
const FAILED_BEFORE = 4;

const STRENGTH: readonly number[] = [PENDING, FAILED_BEFORE, STALE, FAILED, DONE];

function withOldFailures(view: States): States {
  for (let item = view.state.indexOf(FAILED_BEFORE); item !== -1; item = view.state.indexOf(FAILED_BEFORE, item)) view.state[item] = FAILED;
  return view;
}
