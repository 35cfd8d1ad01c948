import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { openStore } from '../../../runner/store/open.ts';
import type { NewRun } from '../../../runner/store/store.ts';

/*
 * Commits batch after batch through the runner's store and says `ack N` on standard output once N rows are stored, then
 * ends without closing anything: `node committer.ts WORKSPACE BATCHES PAGES [normal]`. `normal` takes away what the store
 * does for safety (synchronous = FULL), and PAGES sets how often the log is brought into the database.
 */
const [, program = '', workspace = '', batches = '0', pages = '1000', mode = ''] = process.argv;
if (import.meta.url === pathToFileURL(program).href) commitAll();

function commitAll(): void {
  const { pragma } = Database.prototype;
  Database.prototype.pragma = function weakened(text, options) {
    const checkpointed = text.replace(/wal_autocheckpoint = \d+/, `wal_autocheckpoint = ${pages}`);
    return pragma.call(
      this,
      mode === 'normal' ? checkpointed.replace('synchronous = FULL', 'synchronous = NORMAL') : checkpointed,
      options,
    );
  };
  const store = openStore(workspace, 'write');
  const sweep = store.beginSweep({
    task: store.taskId('a.sweep.yaml', 'a'),
    fingerprint: store.fingerprintId('today', {}),
    startedAt: 0,
    text: '',
    selected: 0,
  });
  writeSync(1, 'ack 0\n');
  for (let batch = 0, stored = 0; batch < Number(batches); batch++) {
    const size = 1 + ((batch * 7) % 20);
    store.commit(
      sweep,
      Array.from({ length: size }, (_, n) => powerRun(stored + n)),
    );
    stored += size;
    writeSync(1, `ack ${stored}\n`);
  }
  process.kill(process.pid, 'SIGKILL');
}

/** The n-th row, with a key from which its value can be told. */
export function powerRun(n: number): NewRun {
  const key = Buffer.alloc(16);
  // Spread over the whole index, so that its pages are written at random places.
  key.writeUInt32BE(Math.imul(n + 1, 2_654_435_761) >>> 0, 0);
  key.writeUInt32BE(n, 12);
  return {
    key,
    index: n,
    replicate: 0,
    seed: 0,
    attempt: 1,
    ok: true,
    parameters: `{"x":${n}}`,
    outputs: `{"y":${n * n}}`,
    failure: null,
    seconds: 0,
    finishedAt: 0,
    worker: 'w',
    output: undefined,
    files: undefined,
  };
}
