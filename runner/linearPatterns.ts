import { setFlagsFromString } from 'node:v8';

/** Lets regular expressions of ours that backtrack too much go on in V8's linear engine; those of authors never run in V8 (core/value/pattern.ts). It counts for all threads. */
export function useLinearPatterns(): void {
  setFlagsFromString('--enable-experimental-regexp-engine-on-excessive-backtracks');
}
