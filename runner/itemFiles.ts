import * as z from 'zod';
import { hexOf } from '../core/identity/key.ts';
import { canonical } from '../core/identity/canonical.ts';
import { fileParameters } from '../core/identity/fileParameters.ts';
import { schemaDefaults } from '../core/space/schemaDefaults.ts';
import type { Space } from '../core/space/space.ts';
import type { Task } from '../core/task/task.ts';
import type { Point, Value } from '../core/value/value.ts';
import type { RunnerWorld } from './runnerWorld.ts';
import { storedName } from './storedName.ts';

/** Hashes by path in the workspace, `missing` where there is no file. */
type FileParts = Readonly<Record<string, string>>;

/**
 * What the files held that the parameters of a task name, when the task was read; each was read once. They belong to the
 * fingerprint of the items that name them: another file on the axis makes no other item stale.
 */
export interface ItemFiles {
  /** Of an item, by its index, as canonical JSON. */
  text(item: number): string;
  /** Of any point, whether the space has it or not. */
  textOf(point: Point): string;
}

/** Nothing where no parameter names files. */
export function itemFiles({ task, space }: { readonly task: Task; readonly space: Space }, world: RunnerWorld): ItemFiles | undefined {
  const names = space.exact ? fileParameters(task) : [];
  if (names.length === 0) return undefined;
  const beside = new Map(schemaDefaults(task).map((field) => [field.name, field.default]));
  const columns = names.map((name) => (beside.has(name) ? () => beside.get(name) : space.column(name)));
  const partOf = remembered(partReader(task, world));
  // Now, not when asked for: what was read here is watched for changes.
  for (const column of columns) for (let index = 0; index < space.points; index++) partOf(column(index));
  const partsOf = (values: readonly (Value | undefined)[]): FileParts => Object.fromEntries(values.flatMap(partOf));
  return {
    text(item) {
      const index = Math.floor(item / task.replicates);
      return canonical(partsOf(columns.map((column) => column(index))));
    },
    textOf: (point) => canonical(partsOf(names.map((name) => point.get(name) ?? beside.get(name)))),
  };
}

type Part = readonly [path: string, content: string];

function remembered(read: (path: string) => Part): (value: Value | undefined) => readonly Part[] {
  const known = new Map<string, readonly Part[]>();
  return (value) => {
    if (typeof value !== 'string') return NONE;
    const before = known.get(value);
    if (before) return before;
    const parts = [read(value)];
    known.set(value, parts);
    return parts;
  };
}

const NONE: readonly Part[] = [];

/** As the objective sees a path: from the folder that it works in, otherwise from that of the task file. */
function partReader(task: Task, world: RunnerWorld): (path: string) => Part {
  const { hash, hashFile } = world.fingerprintSources();
  const folder = world.folder(task.file);
  const folders = task.run?.cwd === undefined ? [folder] : [world.resolve(folder, task.run.cwd), folder];
  return (path) => {
    for (const from of folders) {
      const file = world.resolve(from, path);
      const bytes = hashFile(file);
      if (bytes !== undefined) return [storedName(world.workspace, file), hexOf(hash(bytes)).slice(0, HASH_DIGITS)];
    }
    return [path, MISSING];
  };
}

/** Stored text as parts of a fingerprint, by names for people; of a damaged row none. */
export function namedFileParts(text: string | undefined): Readonly<Record<string, string>> {
  const read = FILE_PARTS.safeParse(text);
  return read.success ? Object.fromEntries(Object.entries(read.data).map(([path, content]) => [`file:${path}`, content])) : {};
}

const FILE_PARTS = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue('no JSON');
      return z.NEVER;
    }
  })
  .pipe(z.record(z.string(), z.string()));

const HASH_DIGITS = 16;
const MISSING = 'missing';
