import * as vscode from 'vscode';
import { RunnerError } from '../../protocol/errors.ts';
import type { Context } from '../context.ts';
import type { Sweep } from '../sweeps.ts';
import { constraintEdit } from './constraintEdit.ts';
import { offerEdit } from './offerEdit.ts';

/** Offers to keep the points of a failure's cause out of the sweep: an edit of the task file that a person looks at first. */
export async function addConstraint(context: Context, sweep: Sweep, cause: string): Promise<void> {
  const { api, file } = await context.runners.need(sweep.uri);
  const { causes } = await api.findings({ file });
  const condition = causes.find(({ id }) => id === cause)?.condition;
  if (condition === undefined)
    throw new RunnerError('bad-request', 'No condition tells these failures from the successes, so there is nothing to add.');
  const document = await vscode.workspace.openTextDocument(sweep.uri);
  const found = constraintEdit(document.getText(), condition);
  if (found === undefined)
    throw new RunnerError('bad-request', `The constraints of the task file are no list; add \`not (${condition})\` by hand.`);
  const at = document.positionAt(found.at);
  const description = `not (${condition})`;
  await offerEdit(document, vscode.l10n.t('Add as constraint'), [{ range: new vscode.Range(at, at), text: found.text, description }]);
}
