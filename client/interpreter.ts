import * as vscode from 'vscode';
import { settings } from './config.ts';
import type { Log } from './log.ts';

/** The part of the Python extension's interface that we ask; any other shape counts as absent. */
interface PythonApi {
  readonly environments: {
    getActiveEnvironmentPath(resource: vscode.Uri): { readonly path: string };
    resolveEnvironment(environment: {
      readonly path: string;
    }): Promise<{ readonly executable?: { readonly uri?: vscode.Uri } } | undefined>;
  };
}

/**
 * The Python of this window for a task: the setting, else the choice of the Python extension. Undefined leaves the
 * search to the runner (`.venv`, `python3`). Never asked in Restricted Mode, where nothing is run.
 */
export async function interpreterFor(uri: vscode.Uri, log: Log): Promise<string | undefined> {
  const chosen = settings(uri).python;
  if (chosen !== '') return chosen;
  const extension = vscode.extensions.getExtension<unknown>('ms-python.python');
  if (extension === undefined || !vscode.workspace.isTrusted) return undefined;
  try {
    const api = extension.isActive ? extension.exports : await extension.activate();
    if (!isPythonApi(api)) return undefined;
    const found = await api.environments.resolveEnvironment(api.environments.getActiveEnvironmentPath(uri));
    return found?.executable?.uri?.fsPath;
  } catch (error) {
    log.error('The Python extension could not say which interpreter it uses', error);
    return undefined;
  }
}

function isPythonApi(api: unknown): api is PythonApi {
  if (typeof api !== 'object' || api === null || !('environments' in api)) return false;
  const { environments } = api;
  return (
    typeof environments === 'object' &&
    environments !== null &&
    'resolveEnvironment' in environments &&
    'getActiveEnvironmentPath' in environments
  );
}
