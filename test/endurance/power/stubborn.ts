import { writeSync } from 'node:fs';
import { RunnerError } from '../../../protocol/errors.ts';
import { isPassing } from '../../../runner/sweep/recorder.ts';
import { openStore } from '../../../runner/store/open.ts';
import type { Store } from '../../../runner/store/store.ts';
import { powerRun } from './committer.ts';

/*
 * Commits batch after batch as a runner does: what the store refuses for the moment is tried again with the same rows, at
 * once instead of after seconds. Says `ack N` when N rows are stored and `refused …` for every refusal: `node stubborn.ts WORKSPACE BATCHES`.
 */
const [, , workspace = '', batches = '0'] = process.argv;
const store = again(() => openStore(workspace, 'write'));
const sweep = again(() =>
  store.beginSweep({
    task: store.taskId('a.sweep.yaml', 'a'),
    fingerprint: store.fingerprintId('today', {}),
    startedAt: 0,
    text: '',
    selected: 0,
  }),
);
commitAll(store);
again(() => store.endSweep(sweep, { finishedAt: 0, end: 'completed', summary: '{}' }));
again(() => store.close());
writeSync(1, 'end\n');

function commitAll(into: Store): void {
  for (let batch = 0, stored = 0; batch < Number(batches); batch++) {
    const runs = Array.from({ length: 5 }, (_, n) => powerRun(stored + n));
    again(() => into.commit(sweep, runs));
    stored += runs.length;
    writeSync(1, `ack ${stored}\n`);
  }
}

/** One injected error may be met several times while the store recovers, but not for ever. */
function again<T>(work: () => T): T {
  for (let attempt = 1; ; attempt++) {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof RunnerError) || !isPassing(error) || attempt > 5) throw error;
      writeSync(1, `refused ${error.message}\n`);
    }
  }
}
