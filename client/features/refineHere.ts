import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import { plainLine } from '../safeText.ts';
import type { Sweep } from '../sweeps.ts';

/** Offers values between those of the items of a filter: an edit of the task file that a person looks at first. */
export async function refineHere(context: Context, sweep: Sweep, where: string): Promise<void> {
  const { api, file } = await context.runners.need(sweep.uri);
  const document = await vscode.workspace.openTextDocument(sweep.uri);
  const { edits } = await api.refine({ file, text: document.getText(), where });
  const edit = new vscode.WorkspaceEdit();
  for (const {
    name,
    range: { start, end },
    text,
    added,
  } of edits) {
    edit.replace(sweep.uri, new vscode.Range(start.line, start.character, end.line, end.character), text, {
      needsConfirmation: true,
      label: vscode.l10n.t('Refine here'),
      description: plainLine(`${name}: ${added.map((value) => `+${value}`).join(' ')}`, 200),
    });
  }
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}
