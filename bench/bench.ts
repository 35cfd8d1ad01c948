import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Measured, measure } from './process.ts';

/** Everything that the rows have in common: a folder for their files, and the interpreter of all that is Python. */
export interface Bench {
  readonly python: string;
  /** Folders with the sources of peers that no registry has, as given on the command line. */
  readonly sources: { readonly psyrun: string | undefined; readonly entropic: string | undefined; readonly tinydb: string | undefined };
  /** A new folder that is a workspace of its own. */
  workspace(name: string): BenchWorkspace;
}

/** A workspace in which the built command line is measured. */
export interface BenchWorkspace {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** Writes a file and answers its name. */
  write(name: string, text: string): string;
  sweepdeck(...rest: readonly string[]): Promise<Measured>;
  /** Forgets every result. */
  forget(): void;
}

/** Makes the bench's folder; `remove` ends its life. */
export function openBench(of: Pick<Bench, 'python' | 'sources'>): Bench & { remove(): void } {
  const root = mkdtempSync(join(tmpdir(), 'sweepdeck-bench-'));
  return {
    ...of,
    workspace: (name) => workspace(join(root, name)),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

function workspace(folder: string): BenchWorkspace {
  const env = { SWEEPDECK_DATA_DIR: join(folder, 'data') };
  const forget = (): void => {
    rmSync(join(folder, '.sweepdeck'), { recursive: true, force: true });
    mkdirSync(join(folder, '.sweepdeck'), { recursive: true });
  };
  forget();
  return {
    folder,
    env,
    write(name, text) {
      const file = join(folder, name);
      // A file that is written anew is read anew: that is not what "again" measures.
      if (!existsSync(file) || readFileSync(file, 'utf8') !== text) writeFileSync(file, text);
      return name;
    },
    sweepdeck: (...rest) => measure({ command: [process.execPath, CLI, ...rest], folder, env }),
    forget,
  };
}

/** The command line as it is shipped. */
export const CLI = join(import.meta.dirname, '..', 'dist', 'cli.mjs');
