import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import { plainLine } from '../safeText.ts';
import type { Sweep } from '../sweeps.ts';
import { offerEdit } from './offerEdit.ts';

/** Offers values between those of the items of a filter: an edit of the task file that a person looks at first. */
export async function refineHere(context: Context, sweep: Sweep, where: string): Promise<void> {
  const { api, file } = await context.runners.need(sweep.uri);
  const document = await vscode.workspace.openTextDocument(sweep.uri);
  const { edits } = await api.refine({ file, text: document.getText(), where });
  const changes = edits.map(({ name, range: { start, end }, text, added }) => ({
    range: new vscode.Range(start.line, start.character, end.line, end.character),
    text,
    description: plainLine(`${name}: ${added.map((value) => `+${value}`).join(' ')}`, 200),
  }));
  await offerEdit(document, vscode.l10n.t('Refine here'), changes);
}
