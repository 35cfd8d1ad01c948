import type { Execution, FailureKind } from '../task/task.ts';

/** When a failed item is tried again. */
export interface RetryRules {
  readonly retries: Execution['retries'];
  /** Kinds of failure that take the worker with them: such an item gets a second attempt, whatever the task says. */
  readonly crashes: readonly FailureKind[];
}

/**
 * Milliseconds to wait before the next attempt; `undefined` when the failure is final. Waits double with every attempt.
 * A crash may have been the doing of the machine, or of what earlier items had left in the worker, so it is tried once
 * more in another process; a point that kills two of them is poisoned, and stays failed.
 */
export function retryDelay({ retries, crashes }: RetryRules, kind: FailureKind, attempt: number): number | undefined {
  if (attempt <= retries.max && retries.on.includes(kind)) return retries.backoff * 2 ** (attempt - 1);
  return attempt === 1 && crashes.includes(kind) ? 0 : undefined;
}
