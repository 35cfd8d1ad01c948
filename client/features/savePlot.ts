import * as vscode from 'vscode';
import { RunnerError } from '../../protocol/errors.ts';
import type { PlotChoice } from '../../protocol/plot.ts';
import type { Sweep } from '../sweeps.ts';
import { plotEdit, plotText } from './plotEdit.ts';

/** Offers to add a plot to the views of the task file: an edit that a person looks at first. */
export async function savePlot(sweep: Sweep, choice: PlotChoice): Promise<void> {
  const document = await vscode.workspace.openTextDocument(sweep.uri);
  const found = plotEdit(document.getText(), choice);
  if (found === undefined)
    throw new RunnerError('bad-request', `The views of the task file are no block; add \`${plotText(choice)}\` to its plots by hand.`);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(sweep.uri, document.positionAt(found.at), found.text, {
    needsConfirmation: true,
    label: vscode.l10n.t('Save plot'),
    description: plotText(choice),
  });
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
}
