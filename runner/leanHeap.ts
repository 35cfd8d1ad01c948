import { setFlagsFromString } from 'node:v8';

/**
 * From now on this process collects garbage early, for a command that reads a whole file of a stranger and then ends: it
 * takes a third less memory, and somewhat longer. V8 reads both flags at each collection.
 */
export function leanHeap(): void {
  setFlagsFromString('--optimize-for-size');
  setFlagsFromString('--semi-space-growth-factor=1');
}
