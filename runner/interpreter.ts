import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { Task } from '../core/task/task.ts';

/**
 * The Python that runs a task's objective: `run.interpreter`, the caller's choice (setting or Python extension), a
 * `.venv` beside the task file or in the workspace, `python3`. Only looks at the file system; starts nothing.
 */
export function pythonFor(task: Task, workspace: string, chosen: string | undefined): string {
  const folder = dirname(task.file);
  const own = task.run?.interpreter;
  if (own !== undefined) return /[\\/]/.test(own) && !isAbsolute(own) ? resolve(folder, own) : own;
  if (chosen !== undefined && chosen !== '') return chosen;
  const inEnvironment = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const found = [folder, workspace].map((root) => join(root, '.venv', ...inEnvironment)).find((path) => existsSync(path));
  return found ?? (process.platform === 'win32' ? 'python' : 'python3');
}
