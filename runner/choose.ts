import { RunnerError } from '../protocol/errors.ts';
import type { StartRequest } from '../protocol/runner.ts';
import { outputNames } from './results/page.ts';
import { selectItemsNow } from './results/select.ts';
import { DONE, FAILED, STALE, type Store } from './store/store.ts';
import { codeAt, type TaskView } from './taskView.ts';

/** The items that a request is about: by policy what is missing, narrowed by `where`, `keys` and `limit`, in point order. */
export function chooseItems(of: { readonly store: Store; readonly view: TaskView }, request: StartRequest): Float64Array {
  const { store, view } = of;
  const narrowed = selectItemsNow({ store, view, live: new Map(), outputs: outputNames(store, view) }, { where: request.where });
  if (narrowed.kind === 'error') throw new RunnerError('bad-request', `The filter cannot be read: ${narrowed.error.message}`);
  const stale = request.stale ?? view.plan.task.cache.stale;
  const keys = request.keys && new Set(request.keys);
  const chosen = new Float64Array(
    narrowed.items.filter((item) => wanted(codeAt(view.view.state, item), request.select, stale) && (!keys || keys.has(keyOf(view, item)))),
  );
  return request.limit === undefined ? chosen : chosen.slice(0, request.limit);
}

function wanted(state: ReturnType<typeof codeAt>, select: StartRequest['select'], stale: 'run' | 'keep'): boolean {
  switch (select) {
    case 'all':
      return true;
    case 'failed':
      return state === FAILED;
    default:
      return state !== DONE && (state !== STALE || stale === 'run');
  }
}

function keyOf(view: TaskView, item: number): string {
  return view.plan.reader.digits(item);
}
