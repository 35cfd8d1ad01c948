import { posix } from 'node:path';
import picomatch from 'picomatch';
import type { ObjectiveSignature } from '../../core/code/signature.ts';
import type { World } from '../../core/task/world.ts';

export interface MemoryWorldOptions {
  readonly workspace?: string;
  /** Signatures by `module:function` or `file#export`. */
  readonly signatures?: Readonly<Record<string, ObjectiveSignature>>;
}

/** A workspace that is a mapping of absolute paths to texts; `reads` counts what was asked for. */
export function memoryWorld(
  files: ReadonlyMap<string, string>,
  { workspace = '/ws', signatures = {} }: MemoryWorldOptions = {},
): World & { readonly reads: string[] } {
  const reads: string[] = [];
  return {
    workspace,
    reads,
    read(path) {
      reads.push(path);
      return files.get(path);
    },
    glob(folder, pattern) {
      const matches = picomatch(posix.join(folder, pattern));
      return [...files.keys()].filter((path) => matches(path)).sort();
    },
    signature: (run) => ('target' in run ? signatures[run.target] : undefined) ?? { kind: 'unknown' },
    resolve: posix.resolve,
    folder: posix.dirname,
  };
}
