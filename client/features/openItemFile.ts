import * as vscode from 'vscode';
import { RunnerError } from '../../protocol/errors.ts';
import type { FileChoice } from '../../protocol/results.ts';
import type { Context } from '../context.ts';
import type { Sweep } from '../sweeps.ts';
import { insideFolder } from './sourcePlace.ts';

/** Opens a file that an item has left behind in the editor that VS Code has for it. */
export async function openItemFile(context: Context, sweep: Sweep, choice: FileChoice): Promise<void> {
  const { api, file } = await context.runners.need(sweep.uri);
  const { path } = await api.place({ file, ...choice });
  const found = await insideFolder(sweep.folder, path);
  if (found === undefined) throw new RunnerError('bad-request', 'The item has no such file.');
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(found), vscode.ViewColumn.Beside);
}
