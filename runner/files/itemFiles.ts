import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileOutputOf } from '../../core/value/fileValue.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import type { ItemFile, ItemFiles } from '../../protocol/itemFiles.ts';
import { hasItemFolder, itemFolder } from '../manage/itemFolders.ts';
import type { FileOwner } from './filePlace.ts';

/** The files of an item: those that its outputs name, then those in its folder by name; links and what lies behind them are left out. */
export function itemFiles(workspace: string, { key, outputs }: FileOwner): ItemFiles {
  const kept = keptFiles(outputs);
  const folder = itemFolder(workspace, key);
  const names = hasItemFolder(workspace, key) ? [...namesBelow(folder, '', DEEPEST)].toSorted() : [];
  const own = names.slice(0, MOST_FILES).flatMap((name) => {
    const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
    return found?.isFile() ? [{ name, bytes: found.size }] : [];
  });
  return { files: [...kept, ...own].slice(0, MOST_FILES), count: kept.length + names.length };
}

function keptFiles(outputs: Value): readonly ItemFile[] {
  if (!isValueMap(outputs)) return [];
  return Object.entries(outputs).flatMap(([output, value]) => {
    const kept = fileOutputOf(value);
    return kept ? [{ output, name: basename(kept.path), bytes: kept.bytes }] : [];
  });
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
