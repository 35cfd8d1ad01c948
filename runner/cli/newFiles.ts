import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';

/** Writes new files below one folder, all or none; nothing is overwritten. Answers their paths. */
export function writeNewFiles(folder: string, files: readonly { readonly name: string; readonly text: string }[]): readonly string[] {
  for (const { name } of files) {
    if (existsSync(join(folder, name)))
      throw new RunnerError('bad-request', `${name} exists already, and nothing is overwritten. Choose another name.`);
  }
  return files.map(({ name, text }) => {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text, { flag: 'wx' });
    return join(folder, name);
  });
}
