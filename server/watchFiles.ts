import { type Connection, FileChangeType } from 'vscode-languageserver/node';
import type { Catalog } from './catalog.ts';
import type { Desk } from './desk.ts';
import type { Documents } from './documents.ts';
import { pathOf } from './paths.ts';
import type { Refresher } from './refresher.ts';

/** Keeps what is known of files on disk up to date by the client's watcher. The text of an open editor wins over the disk's. */
export function watchFiles(
  connection: Connection,
  to: { desk: Desk; catalog: Catalog; documents: Documents; refresher: Refresher; onFault: (error: unknown) => void },
): void {
  connection.onDidChangeWatchedFiles(({ changes }) => {
    const of = (type: FileChangeType) => changes.filter((change) => change.type === type).flatMap(({ uri }) => pathOf(uri) ?? []);
    const created = of(FileChangeType.Created);
    const deleted = of(FileChangeType.Deleted);
    const edited = of(FileChangeType.Changed).filter((file) => to.documents.get(file) === undefined);
    const structural = created.length + deleted.length > 0;
    if (!structural && edited.length === 0) return;
    const files = [...created, ...deleted, ...edited];
    to.desk.filesChanged({ files, structural });
    to.catalog.listed({ created, deleted }).catch(to.onFault);
    const dependent = to.catalog.changed(files, structural);
    if (dependent.some((file) => to.documents.get(file) !== undefined)) to.refresher.refresh();
  });
}
