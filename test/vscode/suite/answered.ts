import * as vscode from 'vscode';

/** Waits until a command has ended in any way; whatever it asks meanwhile gets no answer. */
export async function answered(command: Thenable<unknown>): Promise<void> {
  const pending = new Set([command]);
  const end = (): boolean => pending.delete(command);
  command.then(end, end);
  while (pending.size > 0) {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await vscode.commands.executeCommand('notifications.clearAll');
  }
}
