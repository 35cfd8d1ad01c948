import type { Connection } from 'vscode-languageserver/node';
import { TASKS_CHANGED, type TasksChanged } from '../protocol/language.ts';
import { Catalog } from './catalog.ts';
import { Desk } from './desk.ts';
import type { Documents } from './documents.ts';
import { isTaskFile, pathOf } from './paths.ts';
import { openRefresher } from './refresher.ts';
import type { Thread } from './thread.ts';
import { watchFiles } from './watchFiles.ts';

/** Everything that lives as long as one client is connected. */
export interface Session {
  readonly documents: Documents;
  readonly desk: Desk;
  readonly catalog: Catalog;
  /** Says in the client's log what went wrong. */
  readonly onFault: (error: unknown) => void;
  /** Once the client is initialized. */
  start(): void;
  stop(): void;
}

export interface SessionOptions {
  readonly thread: () => Thread;
  readonly budget: number;
  readonly documents: Documents;
  /** Absolute paths of the workspace folders at the start. */
  readonly folders: readonly string[];
  /** Whether the client tells when those change. */
  readonly foldersChange: boolean;
}

/** Connects open editors, worker threads, the catalog of tasks, and the client's events. */
export function openSession(connection: Connection, options: SessionOptions): Session {
  const { documents, thread, budget } = options;
  const folders = new Set(options.folders);
  const onFault = (error: unknown) => connection.console.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  const refresher = openRefresher(connection, onFault);
  const onRecovered = (file: string) => {
    catalog.changed([file], false);
    refresher.refresh();
  };
  const desk = new Desk({ thread, budget, documents, folders: () => [...folders], onFault, onRecovered });
  const catalog = new Catalog({
    folders: () => [...folders],
    ask: (request, how) => desk.ask('outline', request, how),
    openUri: (file) => documents.uri(file),
    onChanged: (uris) => void connection.sendNotification(TASKS_CHANGED, { uris } satisfies TasksChanged).catch(onFault),
    onFault,
  });
  documents.onChange(({ file, kind }) => {
    if (kind !== 'edited') desk.editorsChanged();
    if (kind === 'opened' && isTaskFile(file)) catalog.opened(file);
    const dependent = catalog.changed([file], false).filter((one) => one !== file);
    if (dependent.some((one) => documents.get(one) !== undefined)) refresher.refresh();
  });
  watchFiles(connection, { desk, catalog, documents, refresher, onFault });
  return {
    documents,
    desk,
    catalog,
    onFault,
    start() {
      desk.start();
      if (!options.foldersChange) return;
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const folder of pathsOf(removed)) folders.delete(folder);
        for (const folder of pathsOf(added)) folders.add(folder);
        desk.foldersChanged();
        catalog.foldersChanged();
        refresher.refresh();
      });
    },
    stop() {
      desk.stop();
      catalog.stop();
    },
  };
}

/** Paths of those workspace folders that are on this machine. */
export function pathsOf(folders: readonly { readonly uri: string }[]): readonly string[] {
  return folders.map(({ uri }) => pathOf(uri)).filter((path) => path !== undefined);
}
