import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FileOutput } from '../../core/value/fileValue.ts';
import { isPlainFolder, makePlainFolders } from '../plainFolder.ts';

/**
 * Files that items left behind, by content: `.sweepdeck/artifacts/<2>/<64 hex>/<name>`. One is there whole or not at
 * all: it is written under another name, flushed to the disk, and renamed before a row may name it. Nothing ever
 * changes one, so that a rerun leaves the files of earlier results as they are.
 */
export async function keepFile(workspace: string, source: FileHandle, name: string): Promise<FileOutput> {
  const drafts = makePlainFolders(workspace, ['.sweepdeck', 'artifacts', DRAFTS]);
  const draft = join(drafts, randomBytes(8).toString('hex'));
  try {
    const { sha256, bytes } = await copyFlushed(source, draft);
    const steps = ['.sweepdeck', 'artifacts', sha256.slice(0, 2), sha256];
    const folder = makePlainFolders(workspace, steps);
    await rename(draft, join(folder, name));
    await flushFolder(folder);
    return { path: [...steps, name].join('/'), bytes, sha256 };
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** What is being written: whatever lies here while nothing runs was left by a crash. */
const DRAFTS = 'drafts';

/** Length and hash of a file, which is not kept. */
export async function measureFile(source: FileHandle): Promise<Pick<FileOutput, 'bytes' | 'sha256'>> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const piece of pieces(source)) {
    digest.update(piece);
    bytes += piece.length;
  }
  return { bytes, sha256: digest.digest('hex') };
}

async function copyFlushed(source: FileHandle, target: string): Promise<Pick<FileOutput, 'bytes' | 'sha256'>> {
  const to = await open(target, 'wx', 0o600);
  try {
    const digest = createHash('sha256');
    let bytes = 0;
    for await (const piece of pieces(source)) {
      digest.update(piece);
      await to.writeFile(piece);
      bytes += piece.length;
    }
    await to.sync();
    return { bytes, sha256: digest.digest('hex') };
  } finally {
    await to.close();
  }
}

/** So small that hashing one never holds the runner up. */
const PIECE = 1024 * 1024;

async function* pieces(source: FileHandle): AsyncIterable<Buffer> {
  for (let from = 0; ; ) {
    const { bytesRead, buffer } = await source.read(Buffer.allocUnsafe(PIECE), 0, PIECE, from);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    from += bytesRead;
  }
}

/** A rename survives a power loss only when its folder was flushed; Windows has no such thing. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The hashes of all files that are kept, and what a crash has left. */
export function keptFiles(workspace: string): { readonly hashes: readonly string[]; readonly drafts: readonly string[] } {
  const root = join(workspace, '.sweepdeck', 'artifacts');
  if (!isPlainFolder(join(workspace, '.sweepdeck')) || !isPlainFolder(root)) return { hashes: [], drafts: [] };
  const groups = readdirSync(root).filter((group) => isPlainFolder(join(root, group)));
  return {
    hashes: groups
      .filter((group) => /^[0-9a-f]{2}$/.test(group))
      .flatMap((group) =>
        readdirSync(join(root, group)).filter((hash) => hash.startsWith(group) && isPlainFolder(join(root, group, hash))),
      ),
    drafts: groups.includes(DRAFTS) ? readdirSync(join(root, DRAFTS)) : [],
  };
}

/** Bytes of the files of one hash. */
export function keptBytes(workspace: string, hash: string): number {
  const folder = folderOf(workspace, hash);
  return readdirSync(folder).reduce((sum, name) => sum + lstatSync(join(folder, name)).size, 0);
}

/** Removes the files of one hash; a link in their place is removed, never followed. */
export function dropKept(workspace: string, hash: string): void {
  rmSync(folderOf(workspace, hash), { recursive: true, force: true });
}

export function dropDraft(workspace: string, name: string): void {
  rmSync(join(workspace, '.sweepdeck', 'artifacts', DRAFTS, name), { recursive: true, force: true });
}

function folderOf(workspace: string, hash: string): string {
  return join(workspace, '.sweepdeck', 'artifacts', hash.slice(0, 2), hash);
}
