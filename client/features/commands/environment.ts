import { existsSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import { iconless } from '../../safeText.ts';
import type { Command } from './command.ts';

export const environmentCommands: readonly Command[] = [
  { id: COMMANDS.restartRunner, run: restartRunner },
  { id: COMMANDS.selectInterpreter, run: selectInterpreter },
];

/** Ends the runner and starts it again; asks first when that stops a sweep. */
async function restartRunner(context: Context): Promise<void> {
  if (context.sweeps.running().length > 0) {
    const restart = vscode.l10n.t('Restart');
    const question = vscode.l10n.t(
      'Restart the runner while a sweep runs? Items that are running now start again later; finished items are kept.',
    );
    if ((await vscode.window.showWarningMessage(question, { modal: true }, restart)) !== restart) return;
  }
  await context.runners.restart();
  await context.sweeps.refresh();
}

interface Choice extends vscode.QuickPickItem {
  /** The new value of the setting; undefined opens a file dialog. */
  readonly value: string | undefined;
}

/** Writes the setting `sweepdeck.python` for this workspace, or for the user when there is none. */
async function selectInterpreter(): Promise<void> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const choice = await vscode.window.showQuickPick(choices(folders), { title: vscode.l10n.t('Python interpreter for sweeps') });
  const value = choice === undefined ? undefined : (choice.value ?? (await browse()));
  if (value === undefined) return;
  const target = folders.length > 0 ? vscode.ConfigurationTarget.Workspace : vscode.ConfigurationTarget.Global;
  await vscode.workspace.getConfiguration('sweepdeck').update('python', value === '' ? undefined : value, target);
}

function choices(folders: readonly vscode.WorkspaceFolder[]): Choice[] {
  const relative = process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python';
  const own = folders
    .flatMap(({ uri }) => ['.venv', 'venv'].map((name) => path.join(uri.fsPath, name, relative)))
    .filter((file) => existsSync(file));
  return [
    { label: vscode.l10n.t('Automatic'), description: vscode.l10n.t('the Python extension, a .venv, or python3'), value: '' },
    ...own.map((file) => ({ label: iconless(vscode.workspace.asRelativePath(file)), description: iconless(file), value: file })),
    { label: vscode.l10n.t('Browse…'), value: undefined },
  ];
}

async function browse(): Promise<string | undefined> {
  const chosen = await vscode.window.showOpenDialog({ canSelectMany: false, openLabel: vscode.l10n.t('Use This Interpreter') });
  return chosen?.[0]?.fsPath;
}
