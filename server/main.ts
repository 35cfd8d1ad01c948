// Bundles (build.ts): `server/main.ts` → dist/server.mjs and `server/worker.ts` → dist/server-worker.mjs, both ESM with the
// banner `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` (vscode-languageserver
// is CommonJS). The worker is found beside this file; it finds the grammars in dist/grammars/ (see server/grammarFiles.ts).
import { setFlagsFromString } from 'node:v8';
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { wire } from './wire.ts';

// Regular expressions of ours that backtrack too much go on in V8's linear engine; those of authors never run in V8 (core/value/pattern.ts).
// It counts for all threads.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');

const connection = createConnection(ProposedFeatures.all);
wire(connection, new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './server-worker.mjs', import.meta.url));
connection.listen();
