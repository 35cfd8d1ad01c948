import { RunnerError } from '../../protocol/errors.ts';
import type { RegisterAllRequest, RegisteredAll } from '../../protocol/manage.ts';
import { type TaskView, viewKey } from '../taskView.ts';
import type { ManagePlace } from './place.ts';
import { externalRow, newestAttempt, type Prepared, prepareResult } from './registerResult.ts';
import { vouchFor } from './vouch.ts';

/** Records many results that were made elsewhere: nothing is recorded when one of them does not fit its task. */
export function registerAll(of: { readonly place: ManagePlace; readonly view: TaskView }, { results }: RegisterAllRequest): RegisteredAll {
  const { place, view } = of;
  const prepared = results.map((result, at) => prepare(view, result, at));
  const items = itemsWith(view, prepared);
  const { sweep, end } = vouchFor(
    { store: place.store, view },
    { kind: 'registered', note: 'results made elsewhere', count: prepared.length },
  );
  const attempts = new Map<string, number>();
  let orphans = 0;
  for (let at = 0; at < prepared.length; at += BATCH) {
    const rows = prepared.slice(at, at + BATCH).map((one) => {
      const hex = hexOf(one.key);
      // Several results of one item are its attempts, one after the other.
      const attempt = (attempts.get(hex) ?? newestAttempt(place, one.key)) + 1;
      attempts.set(hex, attempt);
      return externalRow(view, one, { item: items.get(hex), attempt });
    });
    orphans += rows.filter((row) => row.index < 0).length;
    place.store.commit(sweep, rows);
  }
  end();
  return { registered: prepared.length, orphans };
}

/** Rows of one transaction, as a sweep commits them. */
const BATCH = 10_000;

function prepare(view: TaskView, result: RegisterAllRequest['results'][number], at: number): Prepared {
  try {
    return prepareResult(view.plan, result);
  } catch (error) {
    if (error instanceof RunnerError) throw new RunnerError(error.code, `Result ${at + 1}: ${error.message} Nothing was recorded.`);
    throw error;
  }
}

/** Items of these keys, found in one walk over the view. */
function itemsWith(view: TaskView, prepared: readonly Prepared[]): ReadonlyMap<string, number> {
  const wanted = new Set(prepared.map((one) => hexOf(one.key)));
  const found = new Map<string, number>();
  for (let item = 0; item < view.plan.items && found.size < wanted.size; item++) {
    const hex = hexOf(viewKey(view, item));
    if (wanted.has(hex)) found.set(hex, item);
  }
  return found;
}

function hexOf(key: Uint8Array): string {
  return Buffer.from(key).toString('hex');
}
