import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isTaskFile } from './paths.ts';

/** Folders that hold no task files of the user's and may be huge. */
const SKIPPED = new Set(['node_modules', '.git', '.hg', '.svn', '.sweepdeck', '__pycache__', '.venv', 'venv', '.tox', '.mypy_cache']);
/** Bounds of a search, so that opening `/` by mistake ends. */
const MAX_FOLDERS = 20_000;
const MAX_DEPTH = 24;

/** Absolute paths of all task files under the folders, in no order; links are not followed. Ends early, with what was found, when aborted. */
export async function findTaskFiles(folders: readonly string[], signal: AbortSignal): Promise<readonly string[]> {
  const found: string[] = [];
  const queue = folders.map((path) => ({ path, depth: 0 }));
  for (let visited = 0; visited < MAX_FOLDERS && !signal.aborted; visited++) {
    const folder = queue.shift();
    if (!folder) break;
    for (const entry of await listing(folder.path)) {
      const path = join(folder.path, entry.name);
      if (entry.isFile() && isTaskFile(entry.name)) found.push(path);
      if (entry.isDirectory() && !SKIPPED.has(entry.name) && folder.depth < MAX_DEPTH) queue.push({ path, depth: folder.depth + 1 });
    }
  }
  return [...new Set(found)];
}

/** A folder that cannot be read holds nothing for us. */
async function listing(folder: string) {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}

/** Whether a search would look into this file's folder, for events about single files. */
export function isSearched(file: string): boolean {
  return isTaskFile(file) && !file.split(/[\\/]/).some((part) => SKIPPED.has(part));
}
