import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import { TASK_TYPE } from '../ids.ts';
import { plainLine } from '../safeText.ts';
import { sweepTaskArguments, sweepTaskSchema } from './sweepTask.ts';

/** The task type `sweep`: each sweep of the workspace can be run as a task, with its output in a terminal and its end as exit code. */
export function taskProvider(context: Context): Required<vscode.TaskProvider> {
  return {
    async provideTasks() {
      if (!context.sweeps.listed) await context.sweeps.refresh();
      const places = context.sweeps.known().flatMap(({ uri }) => {
        const folder = vscode.workspace.getWorkspaceFolder(uri);
        return folder === undefined ? [] : [{ folder, file: vscode.workspace.asRelativePath(uri, false) }];
      });
      const tasks = await Promise.all(places.map(({ folder, file }) => taskOf(context, folder, { type: TASK_TYPE, file })));
      return tasks.filter((task) => task !== undefined);
    },
    resolveTask: ({ definition, scope }) => (typeof scope === 'object' ? taskOf(context, scope, definition) : undefined),
  };
}

async function taskOf(
  context: Context,
  folder: vscode.WorkspaceFolder,
  definition: vscode.TaskDefinition,
): Promise<vscode.Task | undefined> {
  const read = sweepTaskSchema.safeParse(definition);
  if (!read.success) return undefined;
  const node = await context.runners.node();
  const command = [context.extension.asAbsolutePath('dist/cli.mjs'), ...sweepTaskArguments(read.data)];
  const env: Record<string, string> = node.electron ? { ELECTRON_RUN_AS_NODE: '1' } : {};
  const execution = new vscode.ProcessExecution(node.path, command, { cwd: folder.uri.fsPath, env });
  // The definition must be the one that was given: VS Code finds the task by it.
  return new vscode.Task(definition, folder, plainLine(read.data.file), 'sweep', execution);
}
