import { CodeActionKind, type Connection, type InitializeResult, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { OBJECTIVES_REQUEST, OUTLINE_REQUEST, TASKS_REQUEST } from '../protocol/language.ts';
import { FIX_ALL } from './convertEdits.ts';
import { listenToDocuments } from './documents.ts';
import { pathOf } from './paths.ts';
import { registerCode } from './registerCode.ts';
import { MEANINGS } from './serviceApi.ts';
import type { Thread } from './thread.ts';
import { openSession, pathsOf } from './session.ts';
import { wireFeatures } from './wireFeatures.ts';
import { wireLayout } from './wireLayout.ts';
import { wireNames } from './wireNames.ts';

/** Milliseconds that one question may compute: enough for every honest file (10,000 lines parse in 160 ms), too few to be felt as a hang. */
const BUDGET = 500;

/** Speaks LSP on the connection: takes documents in, puts questions to the worker threads, converts their answers. */
export function wire(connection: Connection, thread: () => Thread): void {
  const documents = listenToDocuments(connection);
  connection.onInitialize((params) => {
    const budget = budgetOf(params.initializationOptions) ?? BUDGET;
    const foldersChange = params.capabilities.workspace?.workspaceFolders === true;
    const session = openSession(connection, { documents, thread, budget, folders: pathsOf(params.workspaceFolders ?? []), foldersChange });
    wireFeatures(connection, session);
    wireLayout(connection, session);
    const annotations = params.capabilities.workspace?.workspaceEdit?.changeAnnotationSupport !== undefined;
    wireNames(connection, session, { annotations });
    connection.onRequest(OUTLINE_REQUEST, async ({ uri }: { readonly uri: string }) => {
      const file = pathOf(uri);
      return (file === undefined ? undefined : await session.catalog.outline(file)) ?? null;
    });
    connection.onRequest(TASKS_REQUEST, () => session.catalog.tasks());
    connection.onRequest(OBJECTIVES_REQUEST, async ({ uri }: { readonly uri: string }) => {
      const file = pathOf(uri);
      return file === undefined ? [] : await session.catalog.objectives(file);
    });
    connection.onInitialized(() => {
      session.start();
      registerCode(connection, params.capabilities, session.onFault);
    });
    connection.onShutdown(() => session.stop());
    return { capabilities: CAPABILITIES, serverInfo: { name: 'Sweepdeck' } };
  });
}

const CAPABILITIES: InitializeResult['capabilities'] = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  diagnosticProvider: { identifier: 'sweepdeck', interFileDependencies: true, workspaceDiagnostics: false },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
  completionProvider: { triggerCharacters: [':', ' ', '.', '{', '#', '/'] },
  hoverProvider: true,
  inlayHintProvider: true,
  documentLinkProvider: { resolveProvider: false },
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: { prepareProvider: true },
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  selectionRangeProvider: true,
  documentFormattingProvider: true,
  documentRangeFormattingProvider: true,
  semanticTokensProvider: { legend: { tokenTypes: [...MEANINGS], tokenModifiers: [] }, full: true },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};

/** A client on a slow or busy machine may give more time: `initializationOptions: {budget: milliseconds}`. */
function budgetOf(options: unknown): number | undefined {
  if (typeof options !== 'object' || options === null || !('budget' in options)) return undefined;
  return typeof options.budget === 'number' && options.budget > 0 ? options.budget : undefined;
}
