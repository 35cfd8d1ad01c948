import * as path from 'node:path';
import * as vscode from 'vscode';
import { RunnerError } from '../../../protocol/errors.ts';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import { notify } from '../../notify.ts';
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
    const [task] = await made(context, ['import', source.system, chosen.fsPath], folder);
    if (task !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(task));
    await context.sweeps.refresh();
  },
};

/** Why a file cannot be imported speaks of what is in it, so that only the log says it. */
async function made(context: Context, words: readonly string[], folder: string): Promise<readonly string[]> {
  try {
    return await makeFiles(context, words, folder);
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    context.log.error('A file was not imported', error);
    const showLog = { title: vscode.l10n.t('Show Log'), act: () => context.log.show() };
    await notify('error', 'Nothing was imported from that file. The log says why.', { choices: [showLog] });
    return [];
  }
}

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
