import { createHash, hash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { type Grammars, lazyGrammars } from '../core/code/grammars.ts';
import { languagesOf, objectiveSignature } from '../core/code/objectiveSignature.ts';
import type { Language } from '../core/code/syntax.ts';
import type { FingerprintSources } from '../core/identity/fingerprint.ts';
import { type FileAccess, fileWorld } from '../core/task/fileWorld.ts';
import type { World } from '../core/task/world.ts';
import type { Look } from './stamps.ts';
import { fileAccess } from './fileAccess.ts';
import { grammarFiles } from './grammarFiles.ts';

/** The disk as a task file's meaning sees it, remembering what was looked at. */
export interface RunnerWorld extends World {
  /** Every file and folder that an answer depended on, and how. */
  touched(): ReadonlyMap<string, Look>;
  /** SHA-256 of every file whose bytes were asked for, by absolute path. */
  hashed(): ReadonlyMap<string, string>;
  /** What a fingerprint reads, through this world. */
  fingerprintSources(): FingerprintSources;
  /** Languages that a signature would have needed: load them, and ask again. */
  wanting(): readonly Language[];
}

/** A new world for one pass over one task; `grammars` are shared and loaded when first needed, texts of `overlay` go before those on disk. */
export function openWorld(
  workspace: string,
  grammars: Grammars = lazyGrammars(grammarFiles),
  overlay?: (path: string) => string | undefined,
): RunnerWorld {
  const touched = new Map<string, Look>();
  const wanting = new Set<Language>();
  const hashed = new Map<string, string>();
  const world: World = fileWorld(remembering(fileAccess, touched), {
    workspace,
    ...(overlay && { overlay }),
    signature(run, taskFile) {
      const missing = languagesOf(run).filter((language) => !grammars.has(language));
      for (const language of missing) wanting.add(language);
      return missing.length > 0 ? { kind: 'unknown' } : objectiveSignature(run, taskFile, world, grammars);
    },
  });
  return {
    ...world,
    touched: () => touched,
    hashed: () => hashed,
    wanting: () => [...wanting],
    fingerprintSources: () => ({
      ...world,
      grammars,
      hash: (text) => hash('sha256', text, 'buffer'),
      hashFile(path) {
        const digest = hashFile(world, path, touched);
        if (digest !== undefined) hashed.set(world.resolve(workspace, path), digest);
        return digest;
      },
      env: (name) => process.env[name],
    }),
  };
}

function remembering(access: FileAccess, touched: Map<string, Look>): FileAccess {
  const noting =
    <Rest extends readonly unknown[], Answer>(look: Look, ask: (path: string, ...rest: Rest) => Answer) =>
    (path: string, ...rest: Rest): Answer => {
      if (touched.get(path) !== 'content') touched.set(path, look);
      return ask(path, ...rest);
    };
  return {
    separator: access.separator,
    readText: noting('content', access.readText),
    realPath: noting('nature', access.realPath),
    kind: noting('nature', access.kind),
    list: noting('content', access.list),
  };
}

/** Hash of a file's bytes, read in pieces. */
function hashFile(world: World, path: string, touched: Map<string, Look>): string | undefined {
  const resolved = world.resolve(world.workspace, path);
  touched.set(resolved, 'content');
  const real = fileAccess.realPath(resolved);
  const root = fileAccess.realPath(world.workspace);
  if (real === undefined || root === undefined || !real.startsWith(`${root}${fileAccess.separator}`) || fileAccess.kind(real) !== 'file')
    return undefined;
  const digest = createHash('sha256');
  const file = openSync(real, 'r');
  try {
    const piece = Buffer.allocUnsafe(1024 * 1024);
    for (let read = readSync(file, piece); read > 0; read = readSync(file, piece)) digest.update(piece.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return digest.digest('hex');
}
