/** Remembers which files a worker did not get through, until their text or anything on disk changes. */
export interface HungFiles {
  isHung(file: string): boolean;
  /** True when it is worth one retry: the file hung for the first time in this state. */
  add(file: string): boolean;
  /** True when the file had been marked as it still is. */
  clear(file: string): boolean;
  diskChanged(): void;
}

/** `version` answers the version of an open editor's text. */
export function hungFiles(version: (file: string) => number | undefined): HungFiles {
  const marks = new Map<string, { readonly stamp: string; tries: number }>();
  let epoch = 0;
  const stamp = (file: string) => `${version(file) ?? 'disk'}/${epoch}`;
  const isHung = (file: string) => marks.get(file)?.stamp === stamp(file);
  return {
    isHung,
    add(file) {
      const tries = isHung(file) ? (marks.get(file)?.tries ?? 0) + 1 : 1;
      marks.set(file, { stamp: stamp(file), tries });
      return tries === 1;
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
