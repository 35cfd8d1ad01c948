import * as vscode from 'vscode';

/** A part of a document and the text that is to stand there. */
export interface OfferedChange {
  readonly range: vscode.Range;
  readonly text: string;
  /** What becomes of it, for the list of changes. */
  readonly description: string;
}

/**
 * Shows changes of a document in the Refactor Preview, where a person ticks and applies them. The workbench ticks none, and
 * "Apply" then changes nothing without a word: that is said in the status bar, for a preview that was discarded ends the same.
 */
export async function offerEdit(document: vscode.TextDocument, label: string, changes: readonly OfferedChange[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text, description } of changes)
    edit.replace(document.uri, range, text, { needsConfirmation: true, label, description });
  if (await vscode.workspace.applyEdit(edit, { isRefactoring: true })) return;
  const said = vscode.l10n.t('Nothing was changed: what is ticked in the Refactor Preview is applied.');
  vscode.window.setStatusBarMessage(said, 10_000);
}
