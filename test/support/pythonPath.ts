import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * PATH with the folder of the program that `python3` really is before the one where it is found: where that is a script
 * which looks for it (pyenv), each of some thousand starts would cost 0.1 s more.
 */
export function pathWithPython(path = process.env['PATH'] ?? ''): string {
  const { stdout } = spawnSync('python3', ['-c', 'import os, sys; print(os.path.dirname(sys.executable), end="")'], { encoding: 'utf8' });
  const folders = path.split(delimiter);
  const found = folders.findIndex((folder) => existsSync(join(folder, 'python3')));
  return found === -1 ? path : folders.toSpliced(found, 0, stdout).join(delimiter);
}
