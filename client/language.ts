import * as path from 'node:path';
import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, RevealOutputChannelOn, TransportKind } from 'vscode-languageclient/node';
import { OUTLINE_REQUEST, type TaskOutline, TASKS_CHANGED, TASKS_REQUEST } from '../protocol/language.ts';
import { onSettings, settings } from './config.ts';
import { SCHEMA_LANGUAGE, TASK_LANGUAGE } from './ids.ts';
import type { Log } from './log.ts';

/** The language server's part that other features ask: it works in Restricted Mode, for it executes nothing. */
export interface Language extends vscode.Disposable {
  start(): Promise<void>;
  restart(): Promise<void>;
  /** What a document is about, as it is typed now; null when it is no task file. */
  outline(uri: vscode.Uri): Promise<TaskOutline | null>;
  /** All task files of the workspace, by path. */
  tasks(): Promise<readonly TaskOutline[]>;
  readonly onTasksChanged: vscode.Event<void>;
}

/** Files whose change can change what a task file means. */
const WATCHED = '**/*.{sweep.yaml,sweep.yml,sweep-params.yaml,sweep-params.yml,py,js,mjs,cjs,ts,mts,csv,json,ndjson}';

export function createLanguage(extensionPath: string, log: Log): Language {
  const changed = new vscode.EventEmitter<void>();
  const watcher = vscode.workspace.createFileSystemWatcher(WATCHED);
  const client = new LanguageClient('sweepdeck', 'Sweepdeck', server(extensionPath), options(log, watcher));
  let ready: Promise<void> | undefined;
  const start = (): Promise<void> => (ready ??= client.start());
  const disposables = [
    changed,
    watcher,
    client.onNotification(TASKS_CHANGED, () => changed.fire()),
    onSettings(() => refreshInlays(client)),
  ];
  return {
    onTasksChanged: changed.event,
    start,
    async restart() {
      ready = client.restart();
      await ready;
      changed.fire();
    },
    async outline(uri) {
      await start();
      return client.sendRequest<TaskOutline | null>(OUTLINE_REQUEST, { uri: client.code2ProtocolConverter.asUri(uri) });
    },
    async tasks() {
      await start();
      return client.sendRequest<readonly TaskOutline[]>(TASKS_REQUEST);
    },
    dispose() {
      for (const one of disposables) one.dispose();
      // A window that closes does not wait for the server's goodbye; a server that has crashed has none.
      if (client.isRunning()) client.dispose().catch((error: unknown) => log.error('The language server did not end', error));
    },
  };
}

function server(extensionPath: string): ConstructorParameters<typeof LanguageClient>[2] {
  const module = path.join(extensionPath, 'dist', 'server.mjs');
  return { module, transport: TransportKind.ipc };
}

function options(log: Log, watcher: vscode.FileSystemWatcher): LanguageClientOptions {
  return {
    documentSelector: [TASK_LANGUAGE, SCHEMA_LANGUAGE].flatMap((language) => ['file', 'untitled'].map((scheme) => ({ scheme, language }))),
    outputChannel: log.channel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { fileEvents: watcher },
    diagnosticPullOptions: { onChange: true, onSave: true, onTabs: false },
    middleware: {
      provideInlayHints: (document, range, token, next) =>
        settings(document.uri)['inlayHints.enabled'] ? next(document, range, token) : [],
    },
  };
}

/** Asks visible editors for their hints again, after they were switched on or off. */
function refreshInlays(client: LanguageClient): void {
  const feature = client.getFeature('textDocument/inlayHint');
  for (const document of vscode.workspace.textDocuments) feature.getProvider(document)?.onDidChangeInlayHints.fire();
}
