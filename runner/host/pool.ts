import { Piscina } from 'piscina';
import type { Failure } from '../../core/sweep/outcome.ts';
import type { LoadMessage } from '../../protocol/objective.ts';
import { programPath } from '../assets.ts';
import type { BatchEnd } from './thread.ts';

/** The thread that runs items, replaced as soon as one of them has spoilt it. */
export interface ThreadPool {
  /** Loads the objective; answers the failure, if it failed. */
  prepare(): Promise<Failure | undefined>;
  /** Runs one line of items to its end. Rejects when the thread dies. */
  run(line: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * One piscina thread, because everything that has to be told apart between items that run at the same time (memory,
 * descriptors 1 and 2, native crashes, a kill) belongs to the process. Without atomics the thread's event loop turns
 * between tasks, so that late errors show when they happen, not in the middle of the next item.
 */
export function openPool(load: LoadMessage, onThreadError: (error: unknown) => void): ThreadPool {
  const open = (): Piscina => {
    const pool = new Piscina({
      filename: programPath('thread'),
      minThreads: 1,
      maxThreads: 1,
      atomics: 'disabled',
      recordTiming: false,
      trackUnmanagedFds: false,
      workerData: load,
    });
    pool.on('error', onThreadError);
    return pool;
  };
  let pool = open();
  const prepare = async (): Promise<Failure | undefined> => pool.run(undefined, { name: 'prepare' });
  return {
    prepare,
    async run(line) {
      for (let from = 0; ; ) {
        const end: BatchEnd = await pool.run({ line, from }, { name: 'runBatch' });
        if (!end.spoilt) return;
        from = end.answered;
        await pool.destroy();
        pool = open();
        const failure = await prepare();
        if (failure !== undefined) throw new Error(`The objective cannot be loaded again: ${failure.message}`);
      }
    },
    close: () => pool.destroy(),
  };
}
