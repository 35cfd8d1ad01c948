import { openWorld } from './runnerWorld.ts';

const TASK_FILES = ['**/*.sweep.yaml', '**/*.sweep.yml'];
const SCHEMA_FILES = ['**/*.sweep-params.yaml', '**/*.sweep-params.yml'];

/** Absolute paths of a workspace's task files (and schema files), sorted. */
export function findTaskFiles(workspace: string, which: 'tasks' | 'all'): readonly string[] {
  const world = openWorld(workspace);
  const patterns = which === 'tasks' ? TASK_FILES : [...TASK_FILES, ...SCHEMA_FILES];
  return [...new Set(patterns.flatMap((pattern) => world.glob(workspace, pattern)))].sort();
}

/** Whether a file holds a shared schema rather than a task, by its name. */
export function isSchemaFile(path: string): boolean {
  return /\.sweep-params\.ya?ml$/.test(path);
}
