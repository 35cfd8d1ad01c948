import { constants, rmSync } from 'node:fs';
import { type FileHandle, open, realpath, unlink } from 'node:fs/promises';
import { basename, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { FileOutput } from '../../core/value/fileValue.ts';
import { outsideField } from '../../core/task/read/fit.ts';
import type { Field } from '../../core/task/task.ts';
import { type Value, type ValueMap, valueMap } from '../../core/value/value.ts';
import { isBelow } from '../plainFolder.ts';
import { keepFile, measureFile } from '../store/artifacts.ts';

/** Where declared files are looked for, and whether they are kept. */
export interface FilePlace {
  /** Above every item's folder: no link may stand between. */
  readonly root: string;
  /** The item's own folder. */
  readonly folder: string;
  /** Where to keep them; nowhere for an item that is only tried. */
  readonly workspace: string | undefined;
  /** Aborts while the disk is full: until then it is tried again. */
  readonly signal: AbortSignal;
}

/** The files of an item by the name of their output, and sentences on what is missing or not what it should be. */
export interface CollectedFiles {
  readonly files: ValueMap;
  readonly wrong: readonly string[];
}

/** Takes the files that an item has left into the store; what it returned under their names may say where they are. */
export async function collectFiles(fields: readonly Field[], outputs: ValueMap, place: FilePlace): Promise<CollectedFiles> {
  const files: [string, Value][] = [];
  const wrong: string[] = [];
  for (const field of fields) {
    const found = await collectFile(field, outputs[field.name], place);
    if (found === undefined) continue;
    if (typeof found === 'string') {
      wrong.push(found);
      continue;
    }
    files.push([field.name, valueMap(Object.entries(found))]);
    const { values: _values, ...bounds } = field;
    const outside = outsideField(found.bytes, bounds);
    if (outside !== undefined) wrong.push(`The output \`${field.name}\` has ${found.bytes} bytes, which ${outside}.`);
  }
  return { files: valueMap(files), wrong };
}

/**
 * Takes away what an earlier attempt left under a declared path, so that it cannot pass for the work of the next one.
 * Answers a sentence on what cannot be taken away.
 */
export function removeLeftovers(fields: readonly Field[], folder: string, root: string): string | undefined {
  if (fields.length === 0 || !isBelow(root, relative(root, folder).split(sep))) return undefined;
  for (const { name, path } of fields) {
    const step = path === undefined ? undefined : stepOf(path, folder);
    if (step === undefined) continue;
    try {
      rmSync(join(folder, step), { recursive: true, force: true });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return `What an earlier attempt left as \`${name}\` could not be removed; remove it by hand: ${why}.`;
    }
  }
  return undefined;
}

/** The file, a sentence on why there is none, or nothing where none is needed. */
async function collectFile(field: Field, given: Value | undefined, place: FilePlace): Promise<FileOutput | string | undefined> {
  if (given !== undefined && given !== null && typeof given !== 'string')
    return `The output \`${field.name}\` is no path: the schema expects a file; return its path as text.`;
  const path = given ?? field.path;
  if (path === undefined) return field.optional ? undefined : missing(field, 'the item named none');
  const step = stepOf(path, place.folder);
  if (step === undefined)
    return `The output \`${field.name}\` (${path}) lies outside of the item's folder; write it to ${FOLDER}, from where files are collected.`;
  const outside = outsideField(step, field);
  if (outside !== undefined) return `The output \`${field.name}\` (${step}) ${outside}.`;
  const source = await openPlain(step, place);
  if (source === 'absent') return field.optional ? undefined : missing(field, `the item left no file \`${step}\` in its folder`);
  if (source === 'irregular') return `The output \`${field.name}\` (${step}) is no plain file, or is reached over a link; leave a file.`;
  try {
    return await taken(source, step, place);
  } finally {
    await source.close();
  }
}

const FOLDER = 'the folder that `sweepdeck.dir()`, `context.dir` or `$SWEEPDECK_DIR` names';

function missing(field: Field, why: string): string {
  return `The output \`${field.name}\` is missing: ${why}. Write it to ${FOLDER}, or declare it \`optional: true\`.`;
}

/** The path as steps inside of the folder. */
function stepOf(path: string, folder: string): string | undefined {
  if (path.includes('\0')) return undefined;
  const step = relative(folder, resolve(folder, path));
  return step === '' || step === '..' || step.startsWith(`..${sep}`) || isAbsolute(step) ? undefined : step;
}

/** A file that is reached without links, opened so that nothing put in its place meanwhile is followed. */
async function openPlain(step: string, { root, folder }: FilePlace): Promise<FileHandle | 'absent' | 'irregular'> {
  const target = join(folder, step);
  try {
    if (!isBelow(root, relative(root, folder).split(sep))) return 'absent';
    if ((await realpath(target)) !== join(await realpath(folder), step)) return 'irregular';
    const handle = await open(target, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
    if ((await handle.stat()).isFile()) return handle;
    await handle.close();
    return 'irregular';
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'absent';
    if (['ELOOP', 'ENOTDIR', 'EACCES', 'ENXIO'].includes(codeOf(error))) return 'irregular';
    throw error;
  }
}

/** Moves the file into the store. A full disk is waited for, as results wait for it: no item fails by it. */
async function taken(source: FileHandle, step: string, place: FilePlace): Promise<FileOutput> {
  const { workspace, folder, signal } = place;
  if (workspace === undefined) return { path: step.split(sep).join('/'), ...(await measureFile(source)) };
  for (;;) {
    try {
      const kept = await keepFile(workspace, source, basename(step));
      await unlink(join(folder, step));
      return kept;
    } catch (error) {
      if (!['ENOSPC', 'EDQUOT', 'EROFS'].includes(codeOf(error))) throw error;
      await wait(FULL_DISK_RETRY, undefined, { signal });
    }
  }
}

/** Milliseconds. */
const FULL_DISK_RETRY = 5_000;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
