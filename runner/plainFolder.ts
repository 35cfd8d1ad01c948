import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { RunnerError } from '../protocol/errors.ts';

/** Whether this is a folder itself, and no link to one. */
export function isPlainFolder(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Makes folders one inside the other; refuses when a link on the way would lead elsewhere. */
export function makePlainFolders(root: string, steps: readonly string[]): string {
  let folder = root;
  for (const step of steps) {
    folder = join(folder, step);
    if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
    if (!isPlainFolder(folder))
      throw new RunnerError('bad-request', `${folder} is no plain folder, so nothing is written there; move it away and try again.`);
  }
  return folder;
}

/** Whether there is a folder of these steps below a root, reached without links. */
export function isBelow(root: string, steps: readonly string[]): boolean {
  const folder = join(root, ...steps);
  return isPlainFolder(folder) && realpathSync(folder) === join(realpathSync(root), ...steps);
}

/** Paths of all files below a folder; links are not followed, as Node's own recursion would, out of the folder or for ever. */
export function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path);
    return entry.isFile() ? [path] : [];
  });
}
