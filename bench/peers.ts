import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Measured, measure } from './process.ts';

/** Another way to run the same items, measured in the same rounds. */
export interface Peer {
  readonly name: string;
  /** Larger sizes would take minutes. */
  readonly most: number;
  run(items: number): Promise<Measured>;
  /** The same once more, with everything stored; absent for peers that store nothing. */
  again?(items: number): Promise<Measured>;
}

/** The peers that this machine has, and a sentence about those that it has not. */
export async function findPeers(
  folder: string,
  interpreter: string,
): Promise<{ readonly peers: readonly Peer[]; readonly missing: readonly string[] }> {
  const database = join(folder, 'loop.db');
  const memory = join(folder, 'memory');
  const python = (name: string, ...rest: readonly string[]) => measure({ command: [interpreter, join(PEERS, name), ...rest], folder });
  const forget = (): void => {
    for (const path of [database, `${database}-wal`, `${database}-shm`, memory]) rmSync(path, { recursive: true, force: true });
  };
  const loop = {
    name: 'loop + sqlite3',
    most: 1_000_000,
    run: (items: number) => {
      forget();
      return python('loop.py', String(items), database);
    },
    again: (items: number) => python('loop.py', String(items), database),
  };
  if (!(await hasModule(interpreter, folder, 'joblib')))
    return { peers: [loop], missing: ['joblib is not there (`python3 -c "import joblib"` fails): not measured.'] };
  const parallel = { name: 'joblib.Parallel', most: 1_000_000, run: (items: number) => python('parallel.py', String(items)) };
  const cached = {
    name: 'joblib.Memory',
    most: 10_000,
    run: (items: number) => {
      forget();
      return python('memory.py', String(items), memory);
    },
    again: (items: number) => python('memory.py', String(items), memory),
  };
  return { peers: [loop, parallel, cached], missing: [] };
}

/** The program that `python3` is: where that is a script which looks for it (pyenv), every start would cost 0.1 s more. */
export async function findPython(folder: string): Promise<string> {
  const { stdout } = await measure({ command: ['python3', '-c', 'import sys; print(sys.executable)'], folder });
  return stdout.trim();
}

async function hasModule(interpreter: string, folder: string, name: string): Promise<boolean> {
  const code = `import importlib.util; print(importlib.util.find_spec("${name}") is not None)`;
  return (await measure({ command: [interpreter, '-c', code], folder })).stdout.trim() === 'True';
}

const PEERS = join(import.meta.dirname, 'peers');
