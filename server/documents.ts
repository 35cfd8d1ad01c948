import { type Connection, TextDocuments } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { OpenDocument, OpenDocuments } from './openDocuments.ts';
import { pathOf } from './paths.ts';

/** The open editors by path, kept up to date by incremental edits. */
export interface Documents extends OpenDocuments {
  /** The address as the client writes it. */
  uri(file: string): string | undefined;
  /** Called after an editor was opened, edited or closed. */
  onChange(listener: (change: DocumentChange) => void): void;
}

export interface DocumentChange {
  readonly file: string;
  readonly kind: 'opened' | 'edited' | 'closed';
}

/** Counts versions itself: those of the client begin again when a file is closed and opened. */
export function listenToDocuments(connection: Connection): Documents {
  const client = new TextDocuments(TextDocument);
  const open = new Map<string, OpenDocument & { readonly uri: string }>();
  const listeners: ((change: DocumentChange) => void)[] = [];
  const tell = (change: DocumentChange) => listeners.forEach((listener) => listener(change));
  let version = 0;
  client.onDidChangeContent(({ document }) => {
    const file = pathOf(document.uri);
    if (file === undefined) return;
    const kind = open.has(file) ? 'edited' : 'opened';
    open.set(file, { file, uri: document.uri, version: ++version, text: document.getText() });
    tell({ file, kind });
  });
  client.onDidClose(({ document }) => {
    const file = pathOf(document.uri);
    if (file !== undefined && open.delete(file)) tell({ file, kind: 'closed' });
  });
  client.listen(connection);
  return {
    all: () => open.values(),
    get: (file) => open.get(file),
    uri: (file) => open.get(file)?.uri,
    onChange: (listener) => void listeners.push(listener),
  };
}
