import * as path from 'node:path';
import type * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, RevealOutputChannelOn, TransportKind } from 'vscode-languageclient/node';
import { SCHEMA_LANGUAGE, TASK_LANGUAGE } from './ids.ts';
import type { Log } from './log.ts';

// A bundle of its own, loaded when the server is started: to read this library takes as long as all features together.

/** Where the extension lies, and where it may keep what it can make again. */
export type Home = Pick<vscode.ExtensionContext, 'extensionPath' | 'globalStorageUri'>;

/** What the rest of the client hands over, and hears. */
export interface Wires {
  readonly watcher: vscode.FileSystemWatcher;
  readonly renamed: vscode.EventEmitter<readonly vscode.Uri[]>;
  readonly wantsHints: (uri: vscode.Uri) => boolean;
}

export function createClient({ extensionPath, globalStorageUri }: Home, log: Log, { watcher, renamed, wantsHints }: Wires): LanguageClient {
  const options: LanguageClientOptions = {
    documentSelector: [TASK_LANGUAGE, SCHEMA_LANGUAGE].flatMap((language) => ['file', 'untitled'].map((scheme) => ({ scheme, language }))),
    outputChannel: log.channel,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    synchronize: { fileEvents: watcher },
    diagnosticPullOptions: { onChange: true, onSave: true, onTabs: false },
    middleware: {
      provideInlayHints: (document, range, token, next) => (wantsHints(document.uri) ? next(document, range, token) : []),
      async provideRenameEdits(...[document, position, name, token, next]) {
        const edit = await next(document, position, name, token);
        if (edit) renamed.fire(edit.entries().map(([uri]) => uri));
        return edit;
      },
    },
  };
  // Compiled code is kept from one start to the next, where only this user can write: what lies there is run.
  const env = { NODE_COMPILE_CACHE: path.join(globalStorageUri.fsPath, 'compile-cache') };
  const server = {
    module: path.join(extensionPath, 'dist', 'server.mjs'),
    transport: TransportKind.ipc,
    options: { execArgv: SMALL_HEAP, env },
  };
  return new LanguageClient('sweepdeck', 'Sweepdeck', server, options);
}

/** The main thread of the server only passes messages on; with the default its garbage takes 30 MB more. */
const SMALL_HEAP = ['--max-semi-space-size=2'];
