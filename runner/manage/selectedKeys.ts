import { RunnerError } from '../../protocol/errors.ts';
import type { ItemState } from '../../core/sweep/account.ts';
import { outputNames } from '../results/page.ts';
import { selectItemsNow } from '../results/select.ts';
import type { Store } from '../store/store.ts';
import { type TaskView, viewKey } from '../taskView.ts';

/** The items of a filter and some states, in point order; an unreadable filter is refused with a sentence. */
export function selectedItems(
  of: { readonly store: Store; readonly view: TaskView },
  by: { readonly where?: string | undefined; readonly states?: readonly ItemState[] },
): Uint32Array {
  const { store, view } = of;
  const found = selectItemsNow({ store, view, live: new Map(), outputs: outputNames(store, view) }, by);
  if (found.kind === 'error') throw new RunnerError('bad-request', `The filter cannot be read: ${found.error.message}`);
  return found.items;
}

/** The different keys of some items: two points that differ only in ignored parameters have one. */
export function keysOfItems(view: TaskView, items: Iterable<number>): readonly Uint8Array[] {
  const keys = new Map<string, Uint8Array>();
  for (const item of items) {
    const key = viewKey(view, item);
    keys.set(Buffer.from(key).toString('latin1'), key);
  }
  return [...keys.values()];
}
