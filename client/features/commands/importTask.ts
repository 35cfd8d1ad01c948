import * as path from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../../ids.ts';
import type { Command } from './command.ts';
import { makeFiles } from './makeFiles.ts';

/** Makes a task file of what another system has. Nothing of it is run; what has no equal stands above the task as comments. */
export const importTaskCommand: Command = {
  id: COMMANDS.importTask,
  async run(context) {
    const source = await askSource();
    const chosen = source && (await askFile(source));
    if (source === undefined || chosen === undefined) return;
    const folder = vscode.workspace.getWorkspaceFolder(chosen)?.uri.fsPath ?? path.dirname(chosen.fsPath);
    const [task] = await makeFiles(context, ['import', source.system, chosen.fsPath], folder);
    if (task !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(task));
    await context.sweeps.refresh();
  },
};

interface Source extends vscode.QuickPickItem {
  readonly system: string;
  readonly extensions: readonly string[];
}

function askSource(): Thenable<Source | undefined> {
  const sources: Source[] = [
    { system: 'csv', label: vscode.l10n.t('CSV'), description: vscode.l10n.t('a table with one point a row'), extensions: ['csv'] },
    { system: 'wandb', label: 'Weights & Biases', description: vscode.l10n.t('a sweep configuration'), extensions: ['yaml', 'yml'] },
    {
      system: 'hydra',
      label: 'Hydra',
      description: vscode.l10n.t('a script with a --multirun command line'),
      extensions: ['sh', 'txt', 'md'],
    },
    { system: 'psyrun', label: 'psyrun', description: vscode.l10n.t('a task file'), extensions: ['py'] },
    {
      system: 'crystallize',
      label: 'crystallize',
      description: vscode.l10n.t('the config.yaml of an experiment'),
      extensions: ['yaml', 'yml'],
    },
    { system: 'pystematic', label: 'pystematic', description: vscode.l10n.t('the folder with the runs of an experiment'), extensions: [] },
    {
      system: 'entropic',
      label: 'entropic',
      description: vscode.l10n.t('a database, with its results'),
      extensions: ['json', 'sqlite3', 'db'],
    },
  ];
  return vscode.window.showQuickPick(sources, { title: vscode.l10n.t('Import From'), matchOnDescription: true });
}

async function askFile({ label, extensions }: Source): Promise<vscode.Uri | undefined> {
  const folders = extensions.length === 0;
  const chosen = await vscode.window.showOpenDialog({
    title: vscode.l10n.t('Import From'),
    openLabel: vscode.l10n.t('Import'),
    canSelectFolders: folders,
    canSelectFiles: !folders,
    ...(!folders && { filters: { [label]: [...extensions], [vscode.l10n.t('All Files')]: ['*'] } }),
  });
  return chosen?.[0];
}
