import { setImmediate as turn } from 'node:timers/promises';
import { RunnerError } from '../../protocol/errors.ts';
import type { Collected } from '../../protocol/manage.ts';
import { dropDraft, dropKept, keptBytes, keptFiles } from '../store/artifacts.ts';
import type { Retention, Waste } from '../store/curation.ts';
import { frozenRuns } from '../versions/frozen.ts';
import type { Store } from '../store/store.ts';
import { PENDING } from '../store/store.ts';
import type { TaskView } from '../taskView.ts';
import { itemFolderBytes, itemFolderKeys, removeItemFolder } from './itemFolders.ts';
import type { ManagePlace } from './place.ts';
import { presentTasks } from './presentTasks.ts';

/** Drops, or counts, what no present task needs: old generations, deleted rows, content and item folders that no row refers to. */
export async function collectGarbage(place: ManagePlace, dry: boolean): Promise<Collected> {
  const { store, workspace } = place;
  if (place.isRunning())
    throw new RunnerError(
      'bad-request',
      'A sweep is running; wait until it has ended, or stop it with `sweepdeck cancel`, and run gc again.',
    );
  // None begins meanwhile.
  const views = await presentTasks(place);
  const frozen = frozenRuns(store);
  const waste = withoutFrozen(store.waste(retention(views)), frozen);
  const gone = [...waste.old, ...waste.deleted];
  const folders = emptyFolders(place, new Set(gone));
  const folderBytes = folders.reduce((sum, key) => sum + itemFolderBytes(workspace, key), 0);
  const loose = store.looseContent(gone);
  const kept = keptFiles(workspace);
  const named = kept.hashes.length === 0 ? new Set() : store.namedFiles(gone);
  const files = kept.hashes.filter((hash) => !named.has(hash));
  const fileBytes = files.reduce((sum, hash) => sum + keptBytes(workspace, hash), 0);
  const counts = {
    rows: waste.old.length,
    deleted: waste.deleted.length,
    pieces: loose.pieces,
    folders: folders.length,
    files: files.length,
  };
  if (dry) return { ...counts, bytes: loose.bytes + folderBytes + fileBytes };
  // Before anything else has its turn: a sweep that begins now may make a folder anew.
  for (const key of folders) removeItemFolder(workspace, key);
  for (const hash of files) dropKept(workspace, hash);
  for (const draft of kept.drafts) dropDraft(workspace, draft);
  await dropRows(store, waste);
  if (loose.pieces > 0) store.dropLooseContent();
  return { ...counts, bytes: store.shrink() + folderBytes + fileBytes };
}

/** What a version refers to stays, whatever else becomes of it. */
function withoutFrozen({ old, deleted }: Waste, frozen: ReadonlySet<number>): Waste {
  return { old: old.filter((id) => !frozen.has(id)), deleted: deleted.filter((id) => !frozen.has(id)) };
}

function retention(views: readonly TaskView[]): Retention {
  const shown = new Set<number>();
  const keeps = new Map<number, number>();
  for (const { view, plan, task } of views) {
    for (let item = 0; item < plan.items; item++) if (view.state[item] !== PENDING) shown.add(view.run[item] ?? 0);
    keeps.set(task, plan.task.cache.keep ?? 1);
  }
  return {
    fingerprints: new Set(views.map((one) => one.fingerprint).filter((id) => id !== 0)),
    shown,
    keep: (task) => keeps.get(task) ?? 1,
  };
}

/** Folders of items without any row but those that go now. */
function emptyFolders({ store, workspace }: ManagePlace, gone: ReadonlySet<number>): readonly string[] {
  return itemFolderKeys(workspace).filter((key) => store.traces(Buffer.from(key, 'hex')).every((one) => gone.has(one.run)));
}

/** In pieces, so that clients are answered in between. No row that goes can be needed by a sweep that begins meanwhile: nothing shows it. */
async function dropRows(store: Store, { old, deleted }: Waste): Promise<void> {
  const gone = [...old, ...deleted];
  for (let first = 0; first < gone.length; first += BATCH) {
    store.drop(gone.slice(first, first + BATCH));
    await turn();
  }
}

/** Rows of one transaction. */
const BATCH = 5000;
