import * as path from 'node:path';
import * as vscode from 'vscode';
import { COMMANDS } from '../../ids.ts';
import type { Command } from './command.ts';
import { makeFiles } from './makeFiles.ts';

/** Asks for a folder, a name and the kind of objective, and lets the command line write the files: one scaffold for both. */
export const newTaskCommand: Command = {
  id: COMMANDS.newTask,
  async run(context, target) {
    const folder = await askFolder(target.uri);
    const name = folder && (await askName());
    const template = name && (await askTemplate());
    if (folder === undefined || name === undefined || template === undefined || template === '') return;
    const [task] = await makeFiles(context, ['new', name, '--template', template], folder);
    if (task !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(task));
    await context.sweeps.refresh();
  },
};

/** The folder of the menu that was used, else the workspace's, else the one that is chosen. */
async function askFolder(uri: vscode.Uri | undefined): Promise<string | undefined> {
  if (uri !== undefined && uri.scheme === 'file') return path.extname(uri.fsPath) === '' ? uri.fsPath : path.dirname(uri.fsPath);
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return (await vscode.window.showWorkspaceFolderPick())?.uri.fsPath;
  if (folders[0] !== undefined) return folders[0].uri.fsPath;
  const chosen = await vscode.window.showOpenDialog({
    canSelectFolders: true,
    canSelectFiles: false,
    openLabel: vscode.l10n.t('Make Task Here'),
  });
  return chosen?.[0]?.fsPath;
}

function askName(): Thenable<string | undefined> {
  return vscode.window.showInputBox({
    title: vscode.l10n.t('New Task'),
    prompt: vscode.l10n.t('Name of the task. Its file and its objective are made beside each other.'),
    value: 'first',
    validateInput: (typed) =>
      /^[A-Za-z_][A-Za-z0-9_-]{0,99}$/.test(typed) ? undefined : vscode.l10n.t('Use letters, digits, _ and -, and begin with a letter.'),
  });
}

async function askTemplate(): Promise<string | undefined> {
  const picks = [
    { label: 'Python', description: vscode.l10n.t('a function in a Python module'), template: 'python' },
    {
      label: vscode.l10n.t('Python Script'),
      description: vscode.l10n.t('a script that reads its options with argparse'),
      template: 'script',
    },
    {
      label: 'Node.js',
      description: vscode.l10n.t('an exported function of a JavaScript module; needs nothing but VS Code'),
      template: 'node',
    },
    { label: vscode.l10n.t('Command'), description: vscode.l10n.t('a program that gets the parameters as arguments'), template: 'command' },
    {
      label: vscode.l10n.t('Training'),
      description: vscode.l10n.t('a model whose loss is followed from epoch to epoch'),
      template: 'training',
    },
    {
      label: vscode.l10n.t('Files'),
      description: vscode.l10n.t('a function that reads and writes files, one item for each file'),
      template: 'files',
    },
  ];
  return (await vscode.window.showQuickPick(picks, { title: vscode.l10n.t('What does the task run?') }))?.template;
}
