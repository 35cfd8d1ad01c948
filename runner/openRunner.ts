import { RunnerError } from '../protocol/errors.ts';
import { fault } from './fault.ts';
import { keepLock } from './keepLock.ts';
import { keepLogShort } from './keepLog.ts';
import { acquireWorkspace } from './lock.ts';
import { Runner } from './runner.ts';
import { openStore } from './store/open.ts';

/** A runner with what has to be let go of in the end. */
export interface OpenRunner {
  readonly runner: Runner;
  close(): Promise<void>;
}

/** One that owns its workspace. */
export interface OwningRunner extends OpenRunner {
  /** Resolves when another process has become the runner, because the lock was removed: this one must stop its sweeps and go. */
  readonly lost: Promise<void>;
}

/** Becomes the runner of a workspace. Throws `RunnerError` `lock-held` when another process is, with a sentence that names it. */
export async function openRunner(workspace: string): Promise<OwningRunner> {
  const lock = acquireWorkspace(workspace);
  if (lock.kind === 'held') {
    const who = lock.by ? ` (process ${lock.by.pid} on ${lock.by.host})` : '';
    throw new RunnerError(
      'lock-held',
      `Another process${who} runs sweeps in ${workspace}, and it could not be reached. Stop it, or wait until it has ended.`,
    );
  }
  fault('lock.taken');
  try {
    const store = openStore(workspace, 'write');
    const runner = new Runner(workspace, store);
    const kept = keepLock(workspace, lock, () => runner.busy);
    const endLog = keepLogShort(workspace, store, () => runner.busy);
    return {
      runner,
      lost: kept.lost,
      async close() {
        endLog();
        await runner.close();
        kept.release();
        fault('lock.released');
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Answers questions about a workspace whose runner is another process, or none; nothing is locked or changed. */
export async function openReader(workspace: string): Promise<OpenRunner> {
  const runner = new Runner(workspace, openStore(workspace, 'read'));
  return { runner, close: () => runner.close() };
}
