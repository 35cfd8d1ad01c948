import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ItemFiles } from '../../protocol/itemFiles.ts';
import { hasItemFolder, itemFolder } from '../manage/itemFolders.ts';

/** The files in the folder of an item, by name; links and what lies behind them are left out. */
export function itemFiles(workspace: string, key: string): ItemFiles {
  if (!hasItemFolder(workspace, key)) return { files: [], count: 0 };
  const folder = itemFolder(workspace, key);
  const names = [...namesBelow(folder, '', DEEPEST)].toSorted();
  const files = names.slice(0, MOST_FILES).flatMap((name) => {
    const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return found?.isFile() ? [{ name, bytes: found.size }] : [];
  });
  return { folder, files, count: names.length };
}

const MOST_FILES = 200;
const DEEPEST = 8;

/** Node's own walk follows links to folders. */
function* namesBelow(folder: string, prefix: string, depth: number): Iterable<string> {
  for (const entry of entriesOf(join(folder, prefix))) {
    const name = `${prefix}${entry.name}`;
    if (entry.isFile()) yield name;
    else if (entry.isDirectory() && depth > 0) yield* namesBelow(folder, `${name}/`, depth - 1);
  }
}

/** A folder that has gone meanwhile is empty. */
function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
