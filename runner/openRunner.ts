import { RunnerError } from '../protocol/errors.ts';
import { acquireWorkspace } from './lock.ts';
import { Runner } from './runner.ts';
import { openStore } from './store/open.ts';

/** A runner with what has to be let go of in the end. */
export interface OpenRunner {
  readonly runner: Runner;
  close(): Promise<void>;
}

/** Becomes the runner of a workspace. Throws `RunnerError` `lock-held` when another process is, with a sentence that names it. */
export async function openRunner(workspace: string): Promise<OpenRunner> {
  const lock = acquireWorkspace(workspace);
  if (lock.kind === 'held') {
    const who = lock.by ? ` (process ${lock.by.pid} on ${lock.by.host})` : '';
    throw new RunnerError('lock-held', `Another process${who} runs sweeps in ${workspace}, and it could not be reached. Stop it, or wait until it has ended.`);
  }
  try {
    const runner = new Runner(workspace, openStore(workspace, 'write'));
    return {
      runner,
      async close() {
        await runner.close();
        lock.release();
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
