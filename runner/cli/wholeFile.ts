import { once } from 'node:events';
import { closeSync, createWriteStream, fsyncSync, openSync, renameSync, rmSync, statSync } from 'node:fs';
import { RunnerError } from '../../protocol/errors.ts';

/** Takes a piece of a file; waits when the disk is slow. */
export type PieceSink = (piece: string | Uint8Array) => Promise<void>;

/** Writes beside the target, waits for the disk, and renames: whoever reads the target sees the old file or the new one. */
export async function writeWhole<T>(path: string, fill: (write: PieceSink) => Promise<T>): Promise<T> {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    throw new RunnerError('bad-request', `${path} is a folder; name a file in it.`);
  const temporary = `${path}.${process.pid}.tmp`;
  let descriptor: number | undefined;
  try {
    descriptor = openSync(temporary, 'wx');
    const stream = createWriteStream(temporary, { fd: descriptor, autoClose: false });
    const failed = once(stream, 'error').then(([error]) => Promise.reject(error));
    failed.catch(() => undefined);
    const answer = await fill(async (piece) => {
      if (!stream.write(piece)) await Promise.race([once(stream, 'drain'), failed]);
    });
    stream.end();
    await Promise.race([once(stream, 'finish'), failed]);
    fsyncSync(descriptor);
    closeSync(descriptor);
    descriptor = undefined;
    renameSync(temporary, path);
    return answer;
  } catch (error) {
    if (descriptor !== undefined) closeSync(descriptor);
    rmSync(temporary, { force: true });
    if (error instanceof RunnerError || !(error instanceof Error) || !('code' in error)) throw error;
    throw new RunnerError('bad-request', `${path} cannot be written (${String(error.code)}); choose another place, or make room there.`);
  }
}
