// Bundles (build.ts): `server/main.ts` → dist/server.mjs and `server/worker.ts` → dist/server-worker.mjs, both ESM with the
// banner `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` (vscode-languageserver
// is CommonJS). The worker is found beside this file; it finds the grammars in dist/grammars/ (see server/grammarFiles.ts).
// The order matters: the first thread starts before the library of the protocol is loaded.
import { nextThread } from './threads.ts';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { wire } from './wire.ts';

const connection = createConnection(ProposedFeatures.all);
wire(connection, nextThread);
connection.listen();
