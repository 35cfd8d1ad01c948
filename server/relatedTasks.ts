import { isSchemaFile, isTaskFile } from './paths.ts';

/** What a task file hangs together with. */
export interface Relations {
  /** Every file it depends on. */
  readonly files: ReadonlySet<string>;
  /** The file of its objective's function. */
  readonly objective: string | undefined;
}

/** More task files than a person wants changed at once. */
const MOST_RELATED = 500;

/** The task files that share a task file, a schema file or an objective with a file, directly or by others; with the file itself, when it is one. */
export function relatedTasks(file: string, tasks: ReadonlyMap<string, Relations>): readonly string[] {
  const reached = new Set([file]);
  const found = new Set<string>();
  for (let size = -1; size !== reached.size; ) {
    size = reached.size;
    for (const [task, relations] of tasks) {
      const shared = sharedFiles(task, relations);
      if (found.has(task) || !shared.some((one) => reached.has(one))) continue;
      found.add(task);
      for (const one of shared) reached.add(one);
    }
  }
  return [...found].sort().slice(0, MOST_RELATED);
}

function sharedFiles(task: string, { files, objective }: Relations): readonly string[] {
  const sweeps = [...files].filter((one) => isTaskFile(one) || isSchemaFile(one));
  return [task, ...sweeps, ...(objective === undefined ? [] : [objective])];
}
