import type { Fingerprint } from '../../core/identity/fingerprint.ts';

/** Where the rows of one sweep go in the store: to one entry for each fingerprint under which its items ran. */
export interface Entries {
  /** The row id of the entry, begun when the first row needs it. Throws `RunnerError` when the store cannot be written. */
  idOf(fingerprint: Fingerprint): number;
  has(id: number): boolean;
  ids(): Iterable<number>;
}

export function openEntries(
  first: { readonly id: number; readonly fingerprint: Fingerprint },
  begin: (of: Fingerprint) => number,
): Entries {
  const known = new Map([[first.fingerprint.digest, first.id]]);
  return {
    idOf(fingerprint) {
      const id = known.get(fingerprint.digest) ?? begin(fingerprint);
      known.set(fingerprint.digest, id);
      return id;
    },
    has: (id) => [...known.values()].includes(id),
    ids: () => known.values(),
  };
}
