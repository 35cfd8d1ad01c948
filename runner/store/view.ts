import type { Sqlite } from '../runtime.ts';
import { DONE, FAILED, PENDING, STALE, type SweepView } from './store.ts';

/** What a view is made for. */
export interface ViewRequest {
  /** Rows of another installation are never cache hits. */
  readonly install: string;
  readonly fingerprint: number;
  readonly items: number;
  readonly keyOf: (item: number) => Uint8Array;
}

/**
 * Finds state and deciding run of every item: done when any run with today's fingerprint is ok, else failed when its
 * newest one with today's fingerprint failed, else stale when any run with another fingerprint is ok, else failed when
 * there is any run at all (so that failed items stay failed while their cause is being mended), else pending.
 * Reads nothing but the covering key index, one statement per `CHUNK` items, in one snapshot.
 */
export function viewReader(db: Sqlite): (request: ViewRequest) => SweepView {
  const any = db.prepare<[], number>('SELECT 1 FROM run LIMIT 1').pluck();
  const sweeps = db.prepare<[string], { id: number; fingerprint: number }>('SELECT id, fingerprint FROM sweep WHERE install = ?');
  const hidden = db.prepare<[], number>('SELECT run FROM damaged UNION ALL SELECT run FROM deleted').pluck();
  const matches = db.prepare<[{ keys: Buffer; count: number }], Match>(MATCHES).raw();
  const read = db.transaction((request: ViewRequest): SweepView => {
    const view = { state: new Uint8Array(request.items), run: new Float64Array(request.items) };
    if (any.get() === undefined) return view;
    const current = new Map(sweeps.all(request.install).map(({ id, fingerprint }) => [id, fingerprint === request.fingerprint]));
    const bad = new Set(hidden.all());
    for (let first = 0; first < request.items; first += CHUNK) {
      const count = Math.min(CHUNK, request.items - first);
      for (const [item, run, sweep, ok] of matches.all({ keys: packKeys(request.keyOf, first, count), count })) {
        const today = current.get(sweep);
        if (today !== undefined && !bad.has(run)) decide(view, first + item, { run, state: stateOf(today, ok === 1) });
      }
    }
    return withOldFailures(view);
  });
  return (request) => read.deferred(request);
}

/** Keys come as one blob and are sorted first, so that the index is walked forwards. `CROSS JOIN` fixes that order. */
const MATCHES = `
  WITH RECURSIVE
    n (item) AS (SELECT 0 UNION ALL SELECT item + 1 FROM n WHERE item < @count - 1),
    wanted (item, key) AS MATERIALIZED (SELECT item, substr(@keys, item * 16 + 1, 16) FROM n ORDER BY 2)
  SELECT wanted.item, run.id, run.sweep, run.ok FROM wanted CROSS JOIN run ON run.key = wanted.key`;

/** Items per statement: 1 MiB of keys. */
const CHUNK = 65_536;

type Match = [item: number, run: number, sweep: number, ok: number];

function packKeys(keyOf: (item: number) => Uint8Array, first: number, count: number): Buffer {
  const keys = Buffer.allocUnsafe(count * 16);
  for (let n = 0; n < count; n += 1) keys.set(keyOf(first + n), n * 16);
  return keys;
}

function stateOf(today: boolean, ok: boolean): number {
  if (today) return ok ? DONE : FAILED;
  return ok ? STALE : FAILED_BEFORE;
}

/** A stronger state wins; among equals the newest run, which has the greatest row id. */
function decide(view: SweepView, item: number, found: { readonly run: number; readonly state: number }): void {
  const before = view.state[item] ?? PENDING;
  const stronger = STRENGTH.indexOf(found.state) - STRENGTH.indexOf(before);
  if (found.state === PENDING || stronger < 0 || (stronger === 0 && found.run < (view.run[item] ?? 0))) return;
  view.state[item] = found.state;
  view.run[item] = found.run;
}

/** While a view is made: failed with another fingerprint, which a success with any fingerprint outweighs. */
const FAILED_BEFORE = 4;

const STRENGTH: readonly number[] = [PENDING, FAILED_BEFORE, STALE, FAILED, DONE];

function withOldFailures(view: SweepView): SweepView {
  for (let item = view.state.indexOf(FAILED_BEFORE); item !== -1; item = view.state.indexOf(FAILED_BEFORE, item)) view.state[item] = FAILED;
  return view;
}
