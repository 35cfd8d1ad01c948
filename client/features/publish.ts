import * as vscode from 'vscode';

/** All diagnostics of one file. */
export interface FileDiagnostics {
  readonly uri: vscode.Uri;
  readonly diagnostics: readonly vscode.Diagnostic[];
}

/** A collection of diagnostics that is told everything each time and touches only the files where something is different. */
export interface Publisher extends vscode.Disposable {
  show(files: readonly FileDiagnostics[]): void;
}

export function publisher(name: string): Publisher {
  const collection = vscode.languages.createDiagnosticCollection(name);
  const shown = new Map<string, string>();
  return {
    show(files) {
      const now = new Map(files.filter((file) => file.diagnostics.length > 0).map((file) => [file.uri.toString(), file]));
      for (const name of shown.keys()) {
        if (now.has(name)) continue;
        shown.delete(name);
        collection.delete(vscode.Uri.parse(name));
      }
      for (const [name, { uri, diagnostics }] of now) {
        // What is set again loses the places to which typing has moved it.
        const text = JSON.stringify(diagnostics);
        if (shown.get(name) === text) continue;
        shown.set(name, text);
        collection.set(uri, diagnostics);
      }
    },
    dispose: () => collection.dispose(),
  };
}
