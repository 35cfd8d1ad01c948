import { writeSync } from 'node:fs';
import { RunnerError } from '../protocol/errors.ts';

/** Places in the runner at which a test may let it die: before and after every step that something depends on. */
export const FAULT_POINTS = [
  'lock.taken',
  'store.created',
  'epoch.claimed',
  'migrate.step',
  'token.written',
  'socket.listening',
  'hello.answered',
  'start.asked',
  'objective.prepared',
  'sweep.named',
  'sweep.begun',
  'worker.spawned',
  'worker.ready',
  'item.sent',
  'frame.half',
  'outcome.received',
  'outcome.recorded',
  'worker.ended',
  'commit.before',
  'commit.open',
  'commit.after',
  'counts.raised',
  'counts.told',
  'sweep.ending',
  'sweep.ended',
  'summary.told',
  'rescue.copied',
  'rescue.cleared',
  'rescue.moved',
  'cancel.asked',
  'socket.closed',
  'checkpoint',
  'lock.released',
] as const;
export type FaultPoint = (typeof FAULT_POINTS)[number];

/**
 * Does nothing, except under `SWEEPDECK_FAULT=name:n:action`, which tests set (test/endurance): at the n-th passing of the
 * place (`*`: of any place) this process ends by `kill9`, `exit` or `throw`, stops (`stop`), or is refused by its store
 * (`unavailable`). `just` is done first when it is this passing.
 */
export function fault(point: FaultPoint, just = nothing): void {
  if (name === undefined || (name !== '*' && name !== point) || --passings !== 0) return;
  just();
  writeSync(2, `fault ${point} ${action}\n`);
  act(point);
}

function nothing(): void {}

const [name, count, action = ''] = process.env['SWEEPDECK_FAULT']?.split(':') ?? [];
let passings = Number(count);

function act(point: FaultPoint): void {
  switch (action) {
    case 'kill9':
      process.kill(process.pid, 'SIGKILL');
      // The signal comes while this waits; nothing of the next step is done.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
      return;
    case 'stop':
      process.kill(process.pid, 'SIGSTOP');
      return;
    case 'exit':
      process.exit(70);
      return;
    case 'unavailable':
      throw new RunnerError('store-unavailable', `The disk is full, says the test at ${point}.`);
    default:
      throw new Error(`The test lets ${point} fail.`);
  }
}
