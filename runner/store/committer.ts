import { parentPort, workerData } from 'node:worker_threads';
import { RunnerError } from '../../protocol/errors.ts';
import { fault } from '../fault.ts';
import type { Sqlite } from '../runtime.ts';
import type { CommitSetup, FromCommitter, Group, ToCommitter } from './commitMessages.ts';
import { connect } from './connect.ts';
import { type CountedRunWriter, countedRunWriter } from './countedRuns.ts';
import { immediately } from './immediately.ts';
import { epochCheck } from './owner.ts';
import { unpackRuns } from './runColumns.ts';
import { setWriting } from './pragmas.ts';
import { haveMoved } from './shape.ts';

/*
 * The thread of the runner that commits the rows of busy sweeps, so that its main thread goes on feeding workers
 * meanwhile. It knows no trouble: what fails here is tried again by the main thread, which knows what to do about it.
 */
interface Open {
  readonly db: Sqlite;
  readonly epoch: number;
  readonly insert: CountedRunWriter;
  readonly checkEpoch: () => void;
}

// SAFETY: runner/store/aside.ts starts this thread with a `CommitSetup`.
const { database } = workerData as CommitSetup;
let open: Open | undefined;

parentPort?.on('message', (message: ToCommitter) => {
  if (message.kind === 'commit') {
    tell(commit(message));
    return;
  }
  close();
  Atomics.store(message.done, 0, 1);
  Atomics.notify(message.done, 0);
});
tell({ kind: 'ready' });

function commit(group: Group): FromCommitter {
  try {
    if (haveMoved(database, group.identities)) return failed();
    const { db, insert, checkEpoch } = connection(group);
    const ids = immediately(db, () => {
      checkEpoch();
      const rows = insert(group.sweep, unpackRuns(group.runs), group.counts);
      fault('commit.open');
      return rows;
    });
    return { kind: 'committed', ids: Float64Array.from(ids) };
  } catch (error) {
    return failed(error);
  }
}

/** Through a connection of its own, opened again when the main thread's is another one by now. */
function connection({ epoch }: Group): Open {
  if (open?.epoch === epoch) return open;
  close();
  const db = connect(database, false);
  setWriting(db);
  open = { db, epoch, insert: countedRunWriter(db), checkEpoch: epochCheck(db, epoch) };
  return open;
}

function failed(error?: unknown): FromCommitter {
  close();
  if (!(error instanceof RunnerError) || error.code !== 'store-unavailable') return { kind: 'failed' };
  return { kind: 'failed', refusal: { code: error.code, message: error.message } };
}

function close(): void {
  open?.db.close();
  open = undefined;
}

function tell(answer: FromCommitter): void {
  parentPort?.postMessage(answer);
}
