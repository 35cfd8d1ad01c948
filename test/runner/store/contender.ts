import { RunnerError } from '../../../protocol/errors.ts';
import { openStore } from '../../../runner/store/open.ts';
import type { NewRun } from '../../../runner/store/store.ts';

/* Opens, commits and closes again and again beside another process that does the same, and counts what went wrong. */

const [, , workspace = '', rounds = '0'] = process.argv;
const codes: Record<string, number> = {};
for (let n = 0; n < Number(rounds); n += 1) {
  try {
    const store = openStore(workspace, 'write');
    const sweep = store.beginSweep({
      task: store.taskId('a', 'a'),
      fingerprint: store.fingerprintId('d', {}),
      startedAt: 0,
      text: '',
      selected: 1,
    });
    const run: NewRun = {
      key: new Uint8Array(16),
      index: n,
      replicate: 0,
      seed: process.pid,
      attempt: 1,
      ok: true,
      parameters: '{}',
      outputs: '1',
      failure: null,
      seconds: 0,
      finishedAt: 0,
      worker: 'w',
      output: undefined,
      files: undefined,
    };
    count('committed', store.commit(sweep, [run]).length);
    store.endSweep(sweep, { finishedAt: 0, end: 'completed', summary: '' });
    store.close();
  } catch (error) {
    count(error instanceof RunnerError ? error.code : String(error), 1);
  }
}
process.stdout.write(JSON.stringify(codes));

function count(name: string, by: number): void {
  codes[name] = (codes[name] ?? 0) + by;
}
