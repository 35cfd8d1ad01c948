import {
  type ClientCapabilities,
  type Connection,
  DefinitionRequest,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  ReferencesRequest,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';

/** Sources of objectives; what else is offered for task files is not asked about in them. */
const SOURCES = [{ language: 'python' }, { language: 'javascript' }, { language: 'typescript' }].map((one) => ({ ...one, scheme: 'file' }));

/**
 * Takes part in definition and references of sources, and reads them as they stand in their editors, where the client
 * lets a server say so later; what is said in `initialize` counts for task files only.
 */
export function registerCode(connection: Connection, { textDocument }: ClientCapabilities, onFault: (error: unknown) => void): void {
  const documentSelector = SOURCES;
  const pending: Promise<unknown>[] = [];
  if (textDocument?.synchronization?.dynamicRegistration) {
    pending.push(
      connection.client.register(DidOpenTextDocumentNotification.type, { documentSelector }),
      connection.client.register(DidChangeTextDocumentNotification.type, { documentSelector, syncKind: TextDocumentSyncKind.Incremental }),
      connection.client.register(DidCloseTextDocumentNotification.type, { documentSelector }),
    );
  }
  if (textDocument?.references?.dynamicRegistration) pending.push(connection.client.register(ReferencesRequest.type, { documentSelector }));
  if (textDocument?.definition?.dynamicRegistration) pending.push(connection.client.register(DefinitionRequest.type, { documentSelector }));
  Promise.all(pending).catch(onFault);
}
