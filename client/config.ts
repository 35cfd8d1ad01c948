import * as vscode from 'vscode';
import { readSettings, type Settings } from '../protocol/settings.ts';

/** The settings as they are now, for a file or folder; every value has passed the schema. */
export function settings(scope?: vscode.Uri): Settings {
  const section = vscode.workspace.getConfiguration('sweepdeck', scope ?? null);
  // The language client reads this one for the whole window, whatever a folder says.
  const window = vscode.workspace.getConfiguration('sweepdeck', null);
  return readSettings((name) => (name === 'trace.server' ? window : section).get(name));
}

/** Calls back when a setting of ours has changed. Trust alone changes restricted ones, a moment after it was granted. */
export function onSettings(changed: () => void): vscode.Disposable {
  return vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration('sweepdeck')) changed();
  });
}
