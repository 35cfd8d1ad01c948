import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Sweep } from '../sweeps.ts';

/** Writes a picture of the results page to a file that the person chooses. */
export async function savePicture(
  sweep: Sweep,
  { format, data }: { readonly format: 'png' | 'svg'; readonly data: string },
): Promise<void> {
  const name = path.basename(sweep.uri.fsPath).replace(/\.sweep\.ya?ml$/, '');
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Save picture'),
    defaultUri: vscode.Uri.joinPath(sweep.uri, '..', `${name}.${format}`),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (target === undefined) return;
  await vscode.workspace.fs.writeFile(target, Buffer.from(data, format === 'png' ? 'base64' : 'utf8'));
  vscode.window.setStatusBarMessage(vscode.l10n.t('Picture written to {0}', path.basename(target.fsPath)), 5000);
}
