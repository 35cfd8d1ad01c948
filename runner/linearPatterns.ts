import { setFlagsFromString } from 'node:v8';

/** Lets regular expressions of authors that backtrack too much go on in V8's linear engine (reliability.md S22); it counts for all threads. */
export function useLinearPatterns(): void {
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
}
