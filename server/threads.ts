import { setFlagsFromString } from 'node:v8';
import { startThread, type Thread } from './thread.ts';

// Regular expressions of ours that backtrack too much go on in V8's linear engine; those of authors never run in V8 (core/value/pattern.ts).
// It counts for all threads.
setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');

const FILE = new URL(import.meta.url.endsWith('.ts') ? './worker.ts' : './server-worker.mjs', import.meta.url);

/** The first thread starts while the rest of the server is still being loaded: the first file is then answered so much earlier. */
const first = [startThread(FILE)];

/** The thread that was started first, then new ones. */
export function nextThread(): Thread {
  return first.pop() ?? startThread(FILE);
}
