import * as vscode from 'vscode';
import type { Context } from '../context.ts';
import { COMMANDS, TASK_LANGUAGE } from '../ids.ts';
import { reason } from '../log.ts';
import { notify } from '../notify.ts';

/**
 * After a rename, once the task file is saved and valid: offers to keep the results that it would leave behind. Where the
 * argument is renamed in the code as well, the file is valid only when the code is saved, too.
 */
export function registerRenamedResults(context: Context): void {
  const renamed = new Map<string, vscode.Uri>();
  const offerAll = (): void => {
    for (const [name, uri] of [...renamed].filter(([, one]) => isSaved(one))) {
      renamed.delete(name);
      offer(context, uri).then(
        (isSettled) => isSettled || renamed.set(name, uri),
        (error: unknown) => context.log.warn(`Whether a rename leaves results behind could not be asked: ${reason(error)}`),
      );
    }
  };
  context.extension.subscriptions.push(
    context.language.onRenamed((uris) => {
      for (const uri of uris) renamed.set(uri.toString(), uri);
    }),
    vscode.workspace.onDidSaveTextDocument(offerAll),
    vscode.workspace.onDidCloseTextDocument((document) => renamed.delete(document.uri.toString())),
  );
}

/** Only files that hold a task, as they are on the disk. */
function isSaved(uri: vscode.Uri): boolean {
  const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === uri.toString());
  return document?.languageId === TASK_LANGUAGE && !document.isDirty;
}

/** Whether there is nothing more to ask. Nothing is asked where nothing was ever run. */
async function offer(context: Context, uri: vscode.Uri): Promise<boolean> {
  const [status] = (await context.runners.status([uri], true)) ?? [];
  if (status?.problems !== undefined || status?.active !== undefined) return false;
  if (status === undefined || status.orphans === 0) return true;
  const { api, file } = await context.runners.need(uri);
  const { kept } = await api.keepRenamed({ file, dry: true });
  // Not awaited: the notification may stay, and the question is answered.
  if (kept > 0) void tell(uri, kept);
  return true;
}

async function tell(uri: vscode.Uri, kept: number): Promise<void> {
  await notify('warning', 'The rename leaves {0} stored results behind, because the name of a parameter is part of what identifies them.', {
    counts: [kept],
    choices: [
      {
        title: vscode.l10n.t('Keep Under the New Name…'),
        act: () => vscode.commands.executeCommand(COMMANDS.keepRenamed, { uri }),
      },
    ],
  });
}
