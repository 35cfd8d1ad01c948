import { RunnerError } from '../protocol/errors.ts';
import { acquireWorkspace, type WorkspaceLock } from './lock.ts';

/** The lock of a workspace for as long as a runner lives, also when its file is removed. */
export interface KeptLock {
  /** Resolves when another process has taken the workspace over: then this one must end. */
  readonly lost: Promise<void>;
  release(): void;
}

/**
 * Looks five times a second whether the lock is still under its name. After `git clean` during a sweep it is taken anew, before
 * another process finds the workspace free; while nothing runs the removal stands, and the next sweep takes it.
 */
export function keepLock(workspace: string, first: WorkspaceLock, busy: () => boolean): KeptLock {
  let lock = first;
  const lost = Promise.withResolvers<void>();
  const timer = setInterval(() => {
    if (lock.isInPlace() || !busy()) return;
    const next = take(workspace);
    if (next === undefined) return;
    if (next.kind === 'held') {
      clearInterval(timer);
      lost.resolve();
      return;
    }
    lock.release();
    lock = next;
  }, PERIOD).unref();
  return {
    lost: lost.promise,
    release() {
      clearInterval(timer);
      lock.release();
    },
  };
}

/** Nothing while it cannot be taken, because the folder is gone or the disk full: then it is tried again. */
function take(workspace: string): ReturnType<typeof acquireWorkspace> | undefined {
  try {
    return acquireWorkspace(workspace);
  } catch (error) {
    if (error instanceof RunnerError) return undefined;
    throw error;
  }
}

/** Milliseconds. */
const PERIOD = 200;
