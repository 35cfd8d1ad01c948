import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import { loadBundle } from './bundle.ts';
import type { Features } from './featuresApi.ts';
import { COMMANDS, TASK_TYPE, TOOLS } from './ids.ts';
import { notify } from './notify.ts';

/**
 * Registers only what VS Code may ask for at once, and passes each question on to the features: these are a bundle of their
 * own (features.ts), loaded in the next turn of the extension host, so that neither the window nor other extensions wait.
 */
export function activate(extension: vscode.ExtensionContext): void {
  const features = startLater(extension);
  features.catch(() => notify('error', 'Sweepdeck could not be loaded. Install the extension again.'));
  const { subscriptions } = extension;
  for (const id of Object.values(COMMANDS))
    subscriptions.push(vscode.commands.registerCommand(id, async (argument, rows) => (await features).command(id, argument, rows)));
  for (const name of Object.values(TOOLS))
    subscriptions.push(
      vscode.lm.registerTool(name, {
        prepareInvocation: async (options, token) => (await features).tools[name].prepareInvocation(options, token),
        invoke: async (options, token) => (await features).tools[name].invoke(options, token),
      }),
    );
  subscriptions.push(
    vscode.tasks.registerTaskProvider(TASK_TYPE, {
      provideTasks: async (token) => (await features).tasks.provideTasks(token),
      resolveTask: async (task, token) => (await features).tasks.resolveTask(task, token),
    }),
  );
}

async function startLater(extension: vscode.ExtensionContext): Promise<Features> {
  await setImmediate();
  // SAFETY: see loadBundle.
  const { startFeatures } = loadBundle(extension.extensionPath, 'features') as typeof import('./features.ts');
  return startFeatures(extension);
}
