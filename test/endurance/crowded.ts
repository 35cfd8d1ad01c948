import { availableParallelism, loadavg } from 'node:os';

/** Whether others keep this machine so busy that limits of wall time say nothing about us. */
export function isCrowded(): boolean {
  return (loadavg()[0] ?? 0) > 2 * availableParallelism();
}
