import type { SyntaxTree } from '../code/syntax.ts';
import { valueMap } from '../value/value.ts';
import { importCrystallize } from './crystallize.ts';
import { importCsv } from './csvPoints.ts';
import { importEntropic } from './entropic.ts';
import { importHydra } from './hydra.ts';
import type { Imported, ImportedResults, ImportNote, Refused, SourceText } from './imported.ts';
import { apartPoints } from './longPoints.ts';
import { objectiveText } from './objectiveText.ts';
import { importPsyrun } from './psyrun/psyrun.ts';
import { importPystematic } from './pystematic.ts';
import { importWandb } from './wandb.ts';
import { writeTask } from './writeTask.ts';

/** Systems whose files can be imported. */
export const IMPORT_KINDS = ['csv', 'wandb', 'hydra', 'crystallize', 'pystematic', 'psyrun', 'entropic'] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** Parses Python without running it; `undefined` for a text that is too long. */
export type PythonParser = (text: string) => SyntaxTree | undefined;

/** Files to write, the task file first, and what a person should know of them. */
export interface ImportedFiles {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly notes: readonly ImportNote[];
  /** Results to record for the new task, as made elsewhere. */
  readonly results: ImportedResults;
}

/** Translates the files of another system; pure, and nothing of them is executed. */
export function importTask(kind: ImportKind, sources: readonly SourceText[], python: PythonParser): ImportedFiles | Refused {
  const read = translate(kind, sources, python);
  if ('refused' in read) return read;
  const from = sources.length === 1 ? (sources[0]?.path ?? '') : `${sources.length} files of ${kind}`;
  const module = `${read.name.replaceAll(/\W/g, '_')}_objective`;
  const run = valueMap([['python', `${module}:evaluate`]]);
  const text = read.written ?? (read.objective && objectiveText(from, read.objective));
  const task = text === undefined ? read : withRun(read, run);
  const objective = text === undefined ? [] : [{ name: `${module}.py`, text }];
  const parted = apartPoints(task.task, read.name);
  return {
    files: [
      { name: `${read.name}.sweep.yaml`, text: writeTask({ ...task, task: parted.task }, `${from} (${kind})`) },
      ...objective,
      ...parted.files,
    ],
    notes: read.notes,
    results: read.results ?? [],
  };
}

/** The objective stands behind name and description. */
function withRun(read: Imported, run: ReturnType<typeof valueMap>): Imported {
  const entries = Object.entries(read.task);
  const at = entries.findIndex(([key]) => key !== 'name' && key !== 'description');
  return { ...read, task: valueMap([...entries.slice(0, at), ['run', run] as const, ...entries.slice(at)]) };
}

function translate(kind: ImportKind, sources: readonly SourceText[], python: PythonParser): Imported | Refused {
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
    case 'entropic':
      return importEntropic(source);
    case 'psyrun':
      return importPsyrun(source, python(source.text));
  }
}
