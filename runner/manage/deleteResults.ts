import { RunnerError } from '../../protocol/errors.ts';
import type { Deletion, DeleteRequest, DeleteSelection } from '../../protocol/manage.ts';
import type { RowChoice } from '../store/curation.ts';
import { type TaskView, viewKey } from '../taskView.ts';
import { hasItemFolder, removeItemFolder } from './itemFolders.ts';
import type { ManagePlace } from './place.ts';
import { presentTasks } from './presentTasks.ts';
import { keysOfItems, selectedItems } from './selectedKeys.ts';

interface DeleteContext {
  readonly place: ManagePlace;
  readonly view: TaskView;
}

/**
 * Marks rows of this task's items as deleted, or counts them. An item's rows go whichever task made them; an orphan that
 * is an item of another present task is left alone.
 */
export async function deleteResults(context: DeleteContext, request: DeleteRequest): Promise<Deletion> {
  const { store, workspace } = context.place;
  const choice: RowChoice = { keys: await chosenKeys(context, request.select), rows: request.select.kind === 'failed' ? 'failed' : 'all' };
  const foldered = request.files ? choice.keys.map(hex).filter((key) => hasItemFolder(workspace, key)) : [];
  if (request.dry) return { ...store.countRows(choice), folders: foldered.length };
  const { deletion, items, rows } = store.deleteRows(choice);
  const bare = foldered.filter((key) => store.history(Buffer.from(key, 'hex')).length === 0);
  for (const key of bare) removeItemFolder(workspace, key);
  return { items, rows, folders: bare.length, ...(rows > 0 && { deletion }) };
}

async function chosenKeys(context: DeleteContext, select: DeleteSelection): Promise<readonly Uint8Array[]> {
  const { place, view } = context;
  const of = { store: place.store, view };
  switch (select.kind) {
    case 'where':
      return keysOfItems(view, selectedItems(of, { where: select.where }));
    case 'failed':
    case 'stale':
      return keysOfItems(view, selectedItems(of, { states: [select.kind] }));
    case 'orphans':
      return orphanKeys(context, keysOfItems(view, allItems(view)));
    case 'keys':
      return ownKeys(context, select.keys);
    case 'all': {
      const own = keysOfItems(view, allItems(view));
      return [...own, ...(await orphanKeys(context, own))];
    }
  }
}

/** The keys that were named, each of an item of this task or of an orphan that it left. */
function ownKeys({ place, view }: DeleteContext, named: readonly string[]): readonly Uint8Array[] {
  const stored = new Set((view.task === 0 ? [] : place.store.keysOf(view.task)).map(hex));
  const missing = new Set(named.filter((key) => !stored.has(key)));
  for (const item of missing.size === 0 ? [] : allItems(view)) missing.delete(hex(viewKey(view, item)));
  const [stranger] = missing;
  if (stranger !== undefined) throw new RunnerError('no-such-item', `No item of this task has the key ${stranger.slice(0, 32)}.`);
  return named.map((key) => Buffer.from(key, 'hex'));
}

/** Keys that this task has stored and that no present task has among its items; `own` are those of this one. */
async function orphanKeys({ place, view }: DeleteContext, own: readonly Uint8Array[]): Promise<readonly Uint8Array[]> {
  const left = new Map((view.task === 0 ? [] : place.store.keysOf(view.task)).map((key) => [latin1(key), key]));
  for (const key of own) left.delete(latin1(key));
  if (left.size === 0) return [];
  for (const other of await presentTasks(place)) for (const item of allItems(other)) left.delete(latin1(viewKey(other, item)));
  return [...left.values()];
}

function* allItems(view: TaskView): Iterable<number> {
  for (let item = 0; item < view.plan.items; item++) yield item;
}

function latin1(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('latin1');
}

function hex(key: Uint8Array): string {
  return Buffer.from(key.buffer, key.byteOffset, key.byteLength).toString('hex');
}
