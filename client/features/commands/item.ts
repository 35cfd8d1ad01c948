import * as vscode from 'vscode';
import type { ItemDetail } from '../../../protocol/runner.ts';
import type { Context } from '../../context.ts';
import { COMMANDS } from '../../ids.ts';
import type { Sweep } from '../../sweeps.ts';
import { jsonLiteral, pythonArguments, shellArgument } from '../literal.ts';
import { openItem } from '../itemDocument.ts';
import { askItem, type Target } from '../targets.ts';
import type { Command } from './command.ts';

export type CopyForm = 'json' | 'python' | 'command';

export const itemCommands: readonly Command[] = [
  { id: COMMANDS.openItem, run: (context, target) => open(context, target, 'top') },
  { id: COMMANDS.openItemLog, run: (context, target) => open(context, target, 'log') },
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

async function open(context: Context, target: Target, part: 'top' | 'log'): Promise<void> {
  const item = await askItem(context, target);
  if (item !== undefined) await openItem(item, part);
}

async function copyItem(context: Context, target: Target, as: CopyForm): Promise<void> {
  const item = await askItem(context, target);
  if (item !== undefined) await copyParameters(context, item.sweep, { key: item.key, as });
}
