import { setImmediate } from 'node:timers/promises';
import * as vscode from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import {
  type CodeObjective,
  OBJECTIVES_REQUEST,
  OUTLINE_REQUEST,
  type TaskOutline,
  TASKS_CHANGED,
  TASKS_REQUEST,
} from '../protocol/language.ts';
import { loadBundle } from './bundle.ts';
import { onSettings, settings } from './config.ts';
import type { Home } from './languageClient.ts';
import type { Log } from './log.ts';

/** The language server's part that other features ask: it works in Restricted Mode, for it executes nothing. */
export interface Language extends vscode.Disposable {
  start(): Promise<void>;
  restart(): Promise<void>;
  /** What a document is about, as it is typed now; null when it is no task file. */
  outline(uri: vscode.Uri): Promise<TaskOutline | null>;
  /** All task files of the workspace, by path. */
  tasks(): Promise<readonly TaskOutline[]>;
  /** The functions of a source file that tasks run. */
  objectives(uri: vscode.Uri): Promise<readonly CodeObjective[]>;
  readonly onTasksChanged: vscode.Event<void>;
  /** A rename is about to change these files. */
  readonly onRenamed: vscode.Event<readonly vscode.Uri[]>;
}

/** Files whose change can change what a task file means. */
const WATCHED = '**/*.{sweep.yaml,sweep.yml,sweep-params.yaml,sweep-params.yml,py,js,mjs,cjs,ts,mts,csv,json,ndjson}';

const wantsHints = (uri: vscode.Uri): boolean => settings(uri)['inlayHints.enabled'];

export function createLanguage(home: Home, log: Log): Language {
  const changed = new vscode.EventEmitter<void>();
  const renamed = new vscode.EventEmitter<readonly vscode.Uri[]>();
  const watcher = vscode.workspace.createFileSystemWatcher(WATCHED);
  let client: LanguageClient | undefined;
  let starting: Promise<LanguageClient> | undefined;
  const open = async (): Promise<LanguageClient> => {
    // In a turn of its own: other extensions wait for this one to end.
    await setImmediate();
    // SAFETY: see loadBundle.
    const library = loadBundle(home.extensionPath, 'languageClient') as typeof import('./languageClient.ts');
    client = library.createClient(home, log, { watcher, renamed, wantsHints });
    client.onNotification(TASKS_CHANGED, () => changed.fire());
    await client.start();
    return client;
  };
  const running = (): Promise<LanguageClient> => (starting ??= open());
  const disposables = [changed, renamed, watcher, onSettings(() => client && refreshInlays(client))];
  return {
    onTasksChanged: changed.event,
    onRenamed: renamed.event,
    async start() {
      await running();
    },
    async restart() {
      const before = await starting?.catch(() => undefined);
      if (before === undefined) starting = open();
      else await before.restart();
      await starting;
      changed.fire();
    },
    async outline(uri) {
      const server = await running();
      return server.sendRequest<TaskOutline | null>(OUTLINE_REQUEST, { uri: server.code2ProtocolConverter.asUri(uri) });
    },
    async tasks() {
      return (await running()).sendRequest<readonly TaskOutline[]>(TASKS_REQUEST);
    },
    async objectives(uri) {
      const server = await running();
      return server.sendRequest<readonly CodeObjective[]>(OBJECTIVES_REQUEST, { uri: server.code2ProtocolConverter.asUri(uri) });
    },
    dispose() {
      for (const one of disposables) one.dispose();
      // A window that closes does not wait for the server's goodbye; a server that has crashed has none.
      if (client?.isRunning() === true) client.dispose().catch((error: unknown) => log.error('The language server did not end', error));
    },
  };
}

/** Asks visible editors for their hints again, after they were switched on or off. */
function refreshInlays(client: LanguageClient): void {
  const feature = client.getFeature('textDocument/inlayHint');
  for (const document of vscode.workspace.textDocuments) feature.getProvider(document)?.onDidChangeInlayHints.fire();
}
