import type { Execution, FailureKind } from '../task/task.ts';

/** Milliseconds to wait before the next attempt; `undefined` when the failure is final. Doubles with every attempt. */
export function retryDelay(retries: Execution['retries'], kind: FailureKind, attempt: number): number | undefined {
  if (attempt > retries.max || !retries.on.includes(kind)) return undefined;
  return retries.backoff * 2 ** (attempt - 1);
}
