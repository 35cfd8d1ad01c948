import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';

/** Writes new files of one folder, all or none; nothing is overwritten. Answers their paths. */
export function writeNewFiles(folder: string, files: readonly { readonly name: string; readonly text: string }[]): readonly string[] {
  for (const { name } of files) {
    if (existsSync(join(folder, name)))
      throw new RunnerError('bad-request', `${name} exists already, and nothing is overwritten. Choose another name.`);
  }
  mkdirSync(folder, { recursive: true });
  return files.map(({ name, text }) => {
    writeFileSync(join(folder, name), text, { flag: 'wx' });
    return join(folder, name);
  });
}
