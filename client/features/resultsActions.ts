import * as vscode from 'vscode';
import { RunnerError } from '../../protocol/errors.ts';
import type { ItemAction } from '../../protocol/results.ts';
import { COMMANDS } from '../ids.ts';
import { plainLine } from '../safeText.ts';
import type { Sweep } from '../sweeps.ts';
import { itemAddress } from './itemDocument.ts';

const NAMES = {
  delete: COMMANDS.delete,
  tags: COMMANDS.editTags,
  note: COMMANDS.editNote,
  open: COMMANDS.openItem,
} as const satisfies Record<Exclude<ItemAction['action'], 'compare'>, string>;

/** Does to items of a page what the same command does to rows of the tree. */
export async function actOnItems(sweep: Sweep, { action, keys }: ItemAction): Promise<void> {
  const rows = keys.map((key) => ({ uri: sweep.uri, key }));
  if (action === 'compare') await compare(sweep, keys);
  else await vscode.commands.executeCommand(NAMES[action], rows[0], rows);
}

/** Two items beside each other, as text. */
async function compare(sweep: Sweep, [left, right]: readonly string[]): Promise<void> {
  if (left === undefined || right === undefined) throw new RunnerError('bad-request', 'Two items are compared; choose another one.');
  const title = vscode.l10n.t('{0}: {1} and {2}', plainLine(sweep.outline.name, 40), left.slice(0, 8), right.slice(0, 8));
  await vscode.commands.executeCommand('vscode.diff', itemAddress({ sweep, key: left }), itemAddress({ sweep, key: right }), title);
}
