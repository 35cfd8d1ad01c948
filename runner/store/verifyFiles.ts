import { readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { isPlainFolder } from '../plainFolder.ts';
import { keptFiles, measureFile } from './artifacts.ts';
import type { Store } from './store.ts';

/** Checks the files that items left: that those which rows name are there, and that each is what its hash says. */
export async function verifyFiles(
  workspace: string,
  store: Pick<Store, 'namedFiles'>,
): Promise<{ readonly files: number; readonly problems: readonly string[] }> {
  const { hashes } = keptFiles(workspace);
  const kept = new Set(hashes);
  const problems = [...store.namedFiles([])]
    .filter((hash) => !kept.has(hash))
    .map((hash) => `${placeOf(hash)} is gone, and a result names it`);
  let files = 0;
  for (const hash of kept) {
    for (const name of readdirSync(join(workspace, placeOf(hash)))) {
      files += 1;
      if (!(await isWhole(join(workspace, placeOf(hash), name), hash)))
        problems.push(`${placeOf(hash)}/${name} is not the file that was kept`);
    }
  }
  return { files, problems };
}

function placeOf(hash: string): string {
  return `.sweepdeck/artifacts/${hash.slice(0, 2)}/${hash}`;
}

async function isWhole(path: string, hash: string): Promise<boolean> {
  if (isPlainFolder(path)) return false;
  const file = await open(path, 'r');
  try {
    return (await file.stat()).isFile() && (await measureFile(file)).sha256 === hash;
  } finally {
    await file.close();
  }
}
