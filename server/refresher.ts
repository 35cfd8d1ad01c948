import type { Connection } from 'vscode-languageserver/node';

/** Asks the client to pull diagnostics and inlay hints again; requests that come while one is under way become one more. */
export interface Refresher {
  refresh(): void;
}

export function openRefresher(connection: Connection, onFault: (error: unknown) => void): Refresher {
  let running = false;
  let again = false;
  const run = async () => {
    running = true;
    do {
      again = false;
      await Promise.all([connection.languages.diagnostics.refresh(), connection.languages.inlayHint.refresh()]);
    } while (again);
  };
  return {
    refresh() {
      again = true;
      if (running) return;
      run()
        .catch(onFault)
        .finally(() => {
          running = false;
        });
    },
  };
}
