/** What is known about how long an item takes. */
export interface BatchSize {
  /** Exponential mean of measured seconds of work an item; `undefined` until one was measured. */
  mean: number | undefined;
  /** Largest batch that experience allows so far: starts at 1 and at most doubles with every measured item. */
  ceiling: number;
}

export function newBatchSize(): BatchSize {
  return { mean: undefined, ceiling: 1 };
}

/** Takes in one measured item. A long item pulls the mean up at once, short ones bring it down slowly. */
export function learn(batch: BatchSize, seconds: number): void {
  batch.mean = batch.mean === undefined ? seconds : Math.max(seconds / 4, batch.mean + (seconds - batch.mean) / 16);
  batch.ceiling = Math.min(batch.ceiling * 2, LARGEST);
}

/**
 * How many items to send, and below how many unanswered ones a worker gets more. While items are short a second batch
 * waits at the worker; while they are shorter than what a person would wait for, one item does, so that the worker does
 * not stand still until its answer has been read. Behind long items nothing waits. Near the end batches shrink, so that
 * no worker idles while another has a queue.
 */
export function batchSize(
  batch: BatchSize,
  left: number,
  limits: { readonly workers: number; readonly batchTarget: number; readonly maxBatch: number },
): { readonly size: number; readonly refillBelow: number } {
  const mean = batch.mean ?? Number.POSITIVE_INFINITY;
  const wanted = Math.floor(limits.batchTarget / Math.max(mean, SHORTEST));
  const fair = Math.ceil(left / (2 * limits.workers));
  const size = Math.max(1, Math.min(wanted, batch.ceiling, limits.maxBatch, fair));
  return { size, refillBelow: limits.maxBatch > 1 ? waitingAt(mean, { size, fair }) : 1 };
}

function waitingAt(mean: number, { size, fair }: { readonly size: number; readonly fair: number }): number {
  if (mean < SHORT) return size;
  return mean < PROMPT && fair > 1 ? 2 : 1;
}

/** Beyond 256 items a batch nothing is gained on a pipe (shared/design/performance.md, B1). */
const LARGEST = 256;
/** Seconds below which the clock of a worker says little. */
const SHORTEST = 20e-6;
/** Seconds below which a second batch may wait at the worker. */
const SHORT = 5e-3;
/** Seconds below which one item may wait at the worker. */
const PROMPT = 0.25;
