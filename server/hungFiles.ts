/** Remembers which files a worker did not get through, until their text or anything on disk changes. */
export interface HungFiles {
  isHung(file: string): boolean;
  /** Milliseconds after which another try is worth it: none at first, then longer and longer; nothing when the file had its chances. */
  add(file: string): number | undefined;
  /** True when the file had been marked as it still is. */
  clear(file: string): boolean;
  diskChanged(): void;
}

/** One try at once, and so many later. */
const LATER_TRIES = 5;

/** `version` answers the version of an open editor's text, `again` are the milliseconds before the second try, doubled for each further one. */
export function hungFiles(version: (file: string) => number | undefined, again: number): HungFiles {
  const marks = new Map<string, { readonly stamp: string; tries: number }>();
  let epoch = 0;
  const stamp = (file: string) => `${version(file) ?? 'disk'}/${epoch}`;
  const isHung = (file: string) => marks.get(file)?.stamp === stamp(file);
  return {
    isHung,
    add(file) {
      const tries = isHung(file) ? (marks.get(file)?.tries ?? 0) + 1 : 1;
      marks.set(file, { stamp: stamp(file), tries });
      if (tries === 1) return 0;
      return tries <= LATER_TRIES + 1 ? again * 2 ** (tries - 2) : undefined;
    },
    clear(file) {
      const was = isHung(file);
      marks.delete(file);
      return was;
    },
    diskChanged() {
      epoch++;
    },
  };
}
