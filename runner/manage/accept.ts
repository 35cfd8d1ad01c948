import { setImmediate as turn } from 'node:timers/promises';
import type { Accepted } from '../../protocol/manage.ts';
import { PENDING, STALE, type Store } from '../store/store.ts';
import { codeAt, type TaskView, viewKey } from '../taskView.ts';
import { keysOfItems, selectedItems } from './selectedKeys.ts';
import { vouchFor } from './vouch.ts';

/**
 * Takes results of other code, and of another installation, as equivalent to what today's code would give: each is
 * copied as a run with today's fingerprint. So a third version of the code makes it stale again by itself, and the
 * original stays what it was.
 */
export async function acceptResults(
  of: { readonly store: Store; readonly view: TaskView },
  request: { readonly where?: string },
): Promise<Accepted> {
  const { store, view } = of;
  const items = selectedItems(of, { where: request.where, states: ['stale', 'pending'] });
  const stale = new Set([...items].filter((item) => codeAt(view.view.state, item) === STALE).map((item) => view.view.run[item] ?? 0));
  const pending = items.filter((item) => codeAt(view.view.state, item) === PENDING);
  const imported = store.imported(keysOfItems(view, pending));
  const filesOf = filesByKey(view, items);
  if (stale.size + imported.length === 0) return { stale: 0, imported: 0 };
  const { sweep, end } = vouchFor(of, {
    kind: 'accepted',
    note: `${stale.size} stale and ${imported.length} imported results taken as equivalent`,
    count: stale.size + imported.length,
  });
  const copyAll = async (runs: readonly number[]): Promise<number> => {
    const all = store.inKeyOrder(runs);
    let count = 0;
    for (let first = 0; first < all.length; first += BATCH) {
      count += store.copyRuns({ sweep, runs: all.slice(first, first + BATCH), ...(filesOf && { filesOf }) }).copied;
      await turn();
    }
    return count;
  };
  const accepted = await copyAll([...stale]);
  await copyAll(imported);
  end();
  return { stale: accepted, imported: imported.length };
}

/** Rows of one transaction; clients are answered in between. */
const BATCH = 2000;

/** What the files of an item hold today, by its key; nothing where items have no files of their own. */
function filesByKey(view: TaskView, items: Iterable<number>): ((key: Uint8Array) => string | undefined) | undefined {
  const { files } = view.plan;
  if (!files) return undefined;
  const known = new Map<string, number>();
  for (const item of items) known.set(nameOf(viewKey(view, item)), item);
  return (key) => files.text(known.get(nameOf(key)) ?? 0);
}

function nameOf(key: Uint8Array): string {
  return Buffer.from(key).toString('latin1');
}
