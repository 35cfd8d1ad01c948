import * as vscode from 'vscode';
import { notify } from '../notify.ts';

/** A part of a document and the text that is to stand there. */
export interface OfferedChange {
  readonly range: vscode.Range;
  readonly text: string;
  /** What becomes of it, for the list of changes. */
  readonly description: string;
}

/**
 * Shows changes of a document in the Refactor Preview, where a person ticks and applies them. The workbench ticks none, and
 * "Apply" then changes nothing without a word: that is said here.
 */
export async function offerEdit(document: vscode.TextDocument, label: string, changes: readonly OfferedChange[]): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  for (const { range, text, description } of changes)
    edit.replace(document.uri, range, text, { needsConfirmation: true, label, description });
  const { version } = document;
  const applied = await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  if (!applied || document.version !== version) return;
  // Not awaited: the notification may stay, and the command is over.
  void notify('information', 'Nothing was changed: tick the change in the Refactor Preview, then apply it.', {
    choices: [{ title: vscode.l10n.t('Show Again'), act: () => offerEdit(document, label, changes) }],
  });
}
