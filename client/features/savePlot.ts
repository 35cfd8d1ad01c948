import * as vscode from 'vscode';
import { RunnerError } from '../../protocol/errors.ts';
import type { PlotChoice } from '../../protocol/plot.ts';
import type { Sweep } from '../sweeps.ts';
import { offerEdit } from './offerEdit.ts';
import { plotEdit, plotText } from './plotEdit.ts';

/** Offers to add a plot to the views of the task file: an edit that a person looks at first. */
export async function savePlot(sweep: Sweep, choice: PlotChoice): Promise<void> {
  const document = await vscode.workspace.openTextDocument(sweep.uri);
  const found = plotEdit(document.getText(), choice);
  if (found === undefined)
    throw new RunnerError('bad-request', `The views of the task file are no block; add \`${plotText(choice)}\` to its plots by hand.`);
  const at = document.positionAt(found.at);
  await offerEdit(document, vscode.l10n.t('Save plot'), [
    { range: new vscode.Range(at, at), text: found.text, description: plotText(choice) },
  ]);
}
