import { constants } from 'node:fs';
import { type FileHandle, lstat, open, realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { RunnerError } from '../../protocol/errors.ts';

/**
 * Opens a plain file below a folder for reading, or refuses with a sentence. No step of its name may lead elsewhere:
 * not upwards, not over a link, and what is open must be what stands at that place, also when somebody exchanges
 * folders meanwhile.
 */
export async function openInside(root: string, name: string): Promise<FileHandle> {
  const steps = name.split('/');
  if (steps.some((step) => !isPlainStep(step))) throw refused(name);
  const path = join(root, ...steps);
  let handle: FileHandle | undefined;
  try {
    // Not following a link at its end, and not waiting for the other end of a pipe.
    handle = await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const [opened, real, standing] = await Promise.all([handle.stat(), realpath(path), lstat(path)]);
    const below = join(await realpath(root), ...steps);
    if (opened.isFile() && real === below && opened.ino === standing.ino && opened.dev === standing.dev) return handle;
  } catch (error) {
    await handle?.close();
    if (isOfFiles(error)) throw refused(name);
    throw error;
  }
  await handle.close();
  throw refused(name);
}

function isPlainStep(step: string): boolean {
  return step !== '' && step !== '.' && step !== '..' && !step.includes('\0') && !step.includes(sep) && !step.includes('\\');
}

function refused(name: string): RunnerError {
  return new RunnerError('bad-request', `\`${name}\` is no plain file of this item, so it is not shown.`);
}

/** The system has no such file, or not for us. */
function isOfFiles(error: unknown): boolean {
  return error instanceof Error && 'code' in error;
}
