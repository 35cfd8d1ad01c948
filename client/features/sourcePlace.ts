import { realpath } from 'node:fs/promises';
import * as path from 'node:path';
import type { Frame } from '../../protocol/trace.ts';

/** A file of a workspace folder under the name that the folder has in this window; undefined for any file that is not really in it. */
export async function insideFolder(folder: string, file: string): Promise<string | undefined> {
  const found = await Promise.all([realpath(path.resolve(folder, file)), realpath(folder)]).catch(() => undefined);
  if (found === undefined) return undefined;
  const [source, root] = found;
  return source.startsWith(root + path.sep) ? path.join(folder, path.relative(root, source)) : undefined;
}

/** The place of the user's own code in which an error was raised: the innermost frame in the folder that is not of an installed package. */
export async function ownFrame(folder: string, frames: readonly Frame[]): Promise<Frame | undefined> {
  for (const frame of frames) {
    const file = await insideFolder(folder, frame.file);
    if (file !== undefined && !INSTALLED.test(path.relative(folder, file))) return { ...frame, file };
  }
  return undefined;
}

const INSTALLED = /(?:^|[\\/])(?:node_modules|site-packages|dist-packages|\.venv|venv)[\\/]/;
