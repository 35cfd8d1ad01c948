import { openWorld } from '../runnerWorld.ts';
import type { CliContext } from './context.ts';

const TASK_FILES = ['**/*.sweep.yaml', '**/*.sweep.yml'];
const SCHEMA_FILES = ['**/*.sweep-params.yaml', '**/*.sweep-params.yml'];

/** Absolute paths of the workspace's task files (and schema files), sorted. */
export async function findTaskFiles(context: CliContext, which: 'tasks' | 'all'): Promise<readonly string[]> {
  const world = openWorld(context.workspace);
  const patterns = which === 'tasks' ? TASK_FILES : [...TASK_FILES, ...SCHEMA_FILES];
  return [...new Set(patterns.flatMap((pattern) => world.glob(context.workspace, pattern)))].sort();
}

export function isSchemaFile(path: string): boolean {
  return /\.sweep-params\.ya?ml$/.test(path);
}
