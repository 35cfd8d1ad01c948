import { existsSync } from 'node:fs';
import * as vscode from 'vscode';
import type { ItemDetail } from '../../../protocol/runner.ts';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import type { Sweep } from '../../sweeps.ts';
import { jsonLiteral, pythonArguments, shellArgument } from '../literal.ts';
import { type ItemPart, openItem } from '../itemDocument.ts';
import { notify } from '../../notify.ts';
import { askItem, askTask, type Target } from '../targets.ts';
import type { Command } from './command.ts';

export type CopyForm = 'json' | 'python' | 'command';

export const itemCommands: readonly Command[] = [
  { id: COMMANDS.openItem, run: (context, target) => open(context, target, 'top') },
  { id: COMMANDS.openItemLog, run: (context, target) => open(context, target, 'log') },
  { id: COMMANDS.explain, run: (context, target) => open(context, target, 'why') },
  { id: COMMANDS.explainStale, run: explainStale },
  { id: COMMANDS.openFolder, run: openFolder },
  { id: COMMANDS.copyAsJson, run: (context, target) => copyItem(context, target, 'json') },
  { id: COMMANDS.copyAsPython, run: (context, target) => copyItem(context, target, 'python') },
  { id: COMMANDS.copyAsCommand, run: (context, target) => copyItem(context, target, 'command') },
];

/** Puts an item's parameters on the clipboard. */
export async function copyParameters(
  context: Context,
  sweep: Sweep,
  choice: { readonly key: string; readonly as: CopyForm },
): Promise<void> {
  const { api, file } = await context.runners.need(sweep.uri);
  const item = await api.item({ file, key: choice.key });
  await vscode.env.clipboard.writeText(written(item, choice.as, vscode.workspace.asRelativePath(sweep.uri, false)));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Parameters copied.'), 3000);
}

function written(item: ItemDetail, as: CopyForm, file: string): string {
  switch (as) {
    case 'json':
      return jsonLiteral(item.parameters);
    case 'python':
      return pythonArguments(item.parameters);
    case 'command':
      return `sweepdeck test ${shellArgument(file)} --point ${shellArgument(jsonLiteral(item.parameters))}`;
  }
}

async function open(context: Context, target: Target, part: ItemPart): Promise<void> {
  const item = await askItem(context, target);
  if (item !== undefined) await openItem(item, part);
}

/** Explains the first stale item of a task: what has changed since is mostly the same for all of them. */
async function explainStale(context: Context, target: Target): Promise<void> {
  const sweep = await askTask(context, target, ({ status }) => (status?.stale ?? 0) > 0);
  if (sweep === undefined) return;
  const { api, file } = await context.runners.need(sweep.uri);
  const [row] = (await api.page({ file, states: ['stale'], limit: 1 })).rows;
  if (row === undefined) vscode.window.setStatusBarMessage(vscode.l10n.t('No item is stale.'), 3000);
  else await openItem({ sweep, key: row.key }, 'why');
}

/** Shows the folder of an item that asked for one, in the file manager or, where that is another machine's, in the explorer. */
async function openFolder(context: Context, target: Target): Promise<void> {
  const item = await askItem(context, target);
  if (item === undefined) return;
  const workspace = vscode.Uri.file(context.runners.folderOf(item.sweep.uri));
  const folder = vscode.Uri.joinPath(workspace, '.sweepdeck', 'items', item.key.slice(0, 2), item.key);
  if (!existsSync(folder.fsPath)) return notify('information', 'This item has no folder: it left no files.');
  const here = vscode.env.uiKind === vscode.UIKind.Desktop && vscode.env.remoteName === undefined;
  await vscode.commands.executeCommand(here ? 'revealFileInOS' : 'revealInExplorer', folder);
}

async function copyItem(context: Context, target: Target, as: CopyForm): Promise<void> {
  const item = await askItem(context, target);
  if (item !== undefined) await copyParameters(context, item.sweep, { key: item.key, as });
}
