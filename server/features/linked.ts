import type { NamedThing, Occurrence } from '../../core/task/occurrence/occurrence.ts';
import { isSchemaFile, isTaskFile } from '../paths.ts';
import type { Checked } from '../checked.ts';
import { namesOf, occurrencesOf, occurrencesOfThing, together } from './names.ts';

/** How a question reaches other files than its own. */
export interface Neighbourhood {
  readonly open: (file: string) => Checked | undefined;
  /** Task files that share a file with the one that is asked about, or their objective, directly or by others. */
  readonly related: readonly string[];
}

/** One thing in all files that share it through `extends` and schema files. */
export interface Linked {
  readonly occurrences: readonly Occurrence[];
  /** Those files. */
  readonly files: ReadonlySet<string>;
  /** False when there were more files than could be read in time. */
  readonly complete: boolean;
}

/** Milliseconds for reading other files: well below what a question that is put by hand may take. */
const PATIENCE = 2000;

/** Every occurrence of a thing: in its file, in files that it extends or takes its schema from, and in all that do so with them. */
export function linkedOccurrences(checked: Checked, thing: NamedThing, { open, related }: Neighbourhood): Linked {
  const started = performance.now();
  const tasks: Checked[] = isSchemaFile(checked.file) ? [] : [checked];
  let complete = true;
  for (const file of related) {
    if (performance.now() - started > PATIENCE) complete = false;
    const task = complete && file !== checked.file ? open(file) : undefined;
    if (task) tasks.push(task);
  }
  const names = [checked, ...tasks].map(namesOf).reduce(together);
  const found = new Map<string, readonly Occurrence[]>();
  const occurrencesIn = (file: string): readonly Occurrence[] => {
    const known = found.get(file);
    if (known) return known;
    const opened = file === checked.file ? checked : open(file);
    const own = opened ? occurrencesOfThing(occurrencesOf(opened, names), thing) : [];
    found.set(file, own);
    return own;
  };
  const files = reachable(checked.file, tasks, (file) => occurrencesIn(file).length > 0);
  return { occurrences: [...files].flatMap(occurrencesIn), files, complete };
}

/** Files that hang together by those shared files in which the thing is named. */
function reachable(from: string, tasks: readonly Checked[], names: (file: string) => boolean): ReadonlySet<string> {
  const reached = new Set([from]);
  for (let size = 0; size !== reached.size; ) {
    size = reached.size;
    for (const task of tasks) {
      const shared = task.analysis.files.filter((file) => file === task.file || ((isTaskFile(file) || isSchemaFile(file)) && names(file)));
      if (shared.some((file) => reached.has(file))) for (const file of shared) reached.add(file);
    }
  }
  return reached;
}
