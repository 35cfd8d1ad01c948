import { valueMap } from '../value/value.ts';
import { importCrystallize } from './crystallize.ts';
import { importCsv } from './csvPoints.ts';
import { importHydra } from './hydra.ts';
import type { Imported, ImportNote, Refused, SourceText } from './imported.ts';
import { objectiveText } from './objectiveText.ts';
import { importPystematic } from './pystematic.ts';
import { importWandb } from './wandb.ts';
import { writeTask } from './writeTask.ts';

/** Systems whose files can be imported. */
export const IMPORT_KINDS = ['csv', 'wandb', 'hydra', 'crystallize', 'pystematic'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Files to write, the task file first, and what a person should know of them. */
export interface ImportedFiles {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly notes: readonly ImportNote[];
}

/** Translates the files of another system; pure, and nothing of them is executed. */
export function importTask(kind: ImportKind, sources: readonly SourceText[]): ImportedFiles | Refused {
  const read = translate(kind, sources);
  if ('refused' in read) return read;
  const from = sources.length === 1 ? (sources[0]?.path ?? '') : `${sources.length} files of ${kind}`;
  const module = `${read.name.replaceAll(/\W/g, '_')}_objective`;
  const run = valueMap([['python', `${module}:evaluate`]]);
  const task = read.objective ? withRun(read, run) : read;
  const objective = read.objective ? [{ name: `${module}.py`, text: objectiveText(from, read.objective) }] : [];
  return { files: [{ name: `${read.name}.sweep.yaml`, text: writeTask(task, `${from} (${kind})`) }, ...objective], notes: read.notes };
}

/** The objective stands behind name and description. */
function withRun(read: Imported, run: ReturnType<typeof valueMap>): Imported {
  const entries = Object.entries(read.task);
  const at = entries.findIndex(([key]) => key !== 'name' && key !== 'description');
  return { ...read, task: valueMap([...entries.slice(0, at), ['run', run] as const, ...entries.slice(at)]) };
}

function translate(kind: ImportKind, sources: readonly SourceText[]): Imported | Refused {
  if (kind === 'pystematic') return importPystematic(sources);
  const [source, second] = sources;
  if (!source || second) return { refused: `One file at a time, please: there are ${sources.length}.` };
  switch (kind) {
    case 'csv':
      return importCsv(source);
    case 'wandb':
      return importWandb(source);
    case 'hydra':
      return importHydra(source);
    case 'crystallize':
      return importCrystallize(source);
  }
}
