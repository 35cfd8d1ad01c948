import type { Value } from '../../core/value/value.ts';
import type { StoredRun } from '../store/store.ts';
import { causeId } from './failureCauses.ts';

/** Reads the cause of failed runs; those that failed with the same words are looked at once. */
export function failureValues(): (run: StoredRun | undefined) => Value | undefined {
  const known = new Map<string, string>();
  return (run) => {
    const failure = run?.failure;
    if (!failure) return undefined;
    const words = `${failure.kind}\0${failure.type}\0${failure.message}\0${failure.trace}`;
    const id = known.get(words) ?? causeId(failure);
    if (known.size < MOST_KNOWN) known.set(words, id);
    return id;
  };
}

const MOST_KNOWN = 1000;
