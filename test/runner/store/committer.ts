import { writeSync } from 'node:fs';
import { acquireWorkspace } from '../../../runner/lock.ts';
import { openStore } from '../../../runner/store/open.ts';
import type { NewRun } from '../../../runner/store/store.ts';
import { randomBytes } from 'node:crypto';

/* A runner of its own: takes the lock, commits batch after batch, and acknowledges each on standard output only after it is stored. */

const workspace = process.argv[2] ?? '';
if (acquireWorkspace(workspace).kind === 'held') {
  writeSync(1, 'held\n');
  process.exit(3);
}
const store = openStore(workspace, 'write');
const task = store.taskId('a.sweep.yaml', 'a');
const fingerprint = store.fingerprintId('today', {});
const sweep = store.beginSweep({ task, fingerprint, startedAt: Date.now(), text: '', selected: 0 });
writeSync(1, 'ready\n');
for (;;) {
  const runs = Array.from({ length: 1 + Math.floor(Math.random() * 20) }, (_, n) => run(n));
  const ids = store.commit(sweep, runs);
  writeSync(1, runs.map((one, n) => `${ids[n]} ${one.parameters}\n`).join(''));
}

function run(index: number): NewRun {
  const parameters = `{"x":"${randomBytes(8).toString('hex')}"}`;
  return {
    key: randomBytes(16),
    index,
    replicate: 0,
    seed: 0,
    attempt: 1,
    ok: true,
    parameters,
    outputs: '1',
    failure: null,
    seconds: 0,
    finishedAt: 0,
    worker: 'w',
    output: undefined,
    files: undefined,
  };
}
