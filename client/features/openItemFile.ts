import * as path from 'node:path';
import * as vscode from 'vscode';
import { RunnerError } from '../../protocol/errors.ts';
import type { FileChoice } from '../../protocol/results.ts';
import type { Context } from '../context.ts';
import type { Sweep } from '../sweeps.ts';
import { insideFolder } from './sourcePlace.ts';

/** Opens a file that an item has left behind in the editor that VS Code has for it; only one that the runner lists. */
export async function openItemFile(context: Context, sweep: Sweep, { key, name }: FileChoice): Promise<void> {
  const { api, file } = await context.runners.need(sweep.uri);
  const { folder, files } = await api.files({ file, key });
  const listed = folder !== undefined && files.some((one) => one.name === name);
  const found = listed ? await insideFolder(sweep.folder, path.join(folder, ...name.split('/'))) : undefined;
  if (found === undefined) throw new RunnerError('bad-request', 'The item has no such file.');
  await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(found), vscode.ViewColumn.Beside);
}
