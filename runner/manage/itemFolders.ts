import { constants, cpSync, existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { filesBelow, isPlainFolder, makePlainFolders } from '../plainFolder.ts';

/** Where the item with this key (32 digits) may keep files (see sweep/activeSweep.ts). */
export function itemFolder(workspace: string, key: string): string {
  return join(workspace, '.sweepdeck', 'items', key.slice(0, 2), key);
}

/** Makes an item's folder; refuses when a link on the way would lead elsewhere. */
export function makeItemFolder(workspace: string, key: string): string {
  return makePlainFolders(workspace, ['.sweepdeck', 'items', key.slice(0, 2), key]);
}

/** Whether there is a folder of this item, reached without links. */
export function hasItemFolder(workspace: string, key: string): boolean {
  return way(workspace, key).every(isPlainFolder);
}

/** Removes an item's folder; a link inside of it is removed, never followed. */
export function removeItemFolder(workspace: string, key: string): void {
  if (hasItemFolder(workspace, key)) rmSync(itemFolder(workspace, key), { recursive: true });
}

/** Gives an item a copy of another's folder, links as links; not where it has one, or the other has none. */
export function copyItemFolder(workspace: string, from: string, to: string): void {
  if (!hasItemFolder(workspace, from) || existsSync(itemFolder(workspace, to))) return;
  cpSync(itemFolder(workspace, from), makeItemFolder(workspace, to), {
    recursive: true,
    verbatimSymlinks: true,
    mode: constants.COPYFILE_FICLONE,
  });
}

/** Keys of all items that have a folder. */
export function itemFolderKeys(workspace: string): readonly string[] {
  const root = join(workspace, '.sweepdeck', 'items');
  if (!isPlainFolder(join(workspace, '.sweepdeck')) || !isPlainFolder(root)) return [];
  return readdirSync(root)
    .filter((group) => /^[0-9a-f]{2}$/.test(group) && isPlainFolder(join(root, group)))
    .flatMap((group) =>
      readdirSync(join(root, group)).filter(
        (key) => /^[0-9a-f]{32}$/.test(key) && key.startsWith(group) && isPlainFolder(join(root, group, key)),
      ),
    );
}

/** Bytes of all files in an item's folder. */
export function itemFolderBytes(workspace: string, key: string): number {
  return filesBelow(itemFolder(workspace, key)).reduce((sum, path) => sum + (lstatSync(path, { throwIfNoEntry: false })?.size ?? 0), 0);
}

/** Every folder from `.sweepdeck` down to the item's. */
function way(workspace: string, key: string): readonly string[] {
  const root = join(workspace, '.sweepdeck');
  return [root, join(root, 'items'), join(root, 'items', key.slice(0, 2)), itemFolder(workspace, key)];
}
