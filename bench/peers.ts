import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from './bench.ts';
import { type Measured, measure } from './process.ts';

/** Another way to run the grid of a sweep. */
export interface Peer {
  readonly by: string;
  /** Runs every item that it has not kept. */
  run(items: number): Promise<Measured>;
  /** Forgets what it keeps; absent for a peer that keeps nothing. */
  forget?(): void;
}

/** Names of the peers that run a grid. */
export const LOOP = 'loop + sqlite3';
export const PARALLEL = 'joblib.Parallel';
export const MEMORY = 'joblib.Memory';
export const PSYRUN = 'psy run';
export const ENTROPIC = 'entropic';
export const DISTRIBUTED = 'distributed';
export const SNAKEMAKE = 'snakemake';

/** How a peer is started from the script of its name, and what has to be there. */
interface Recipe {
  readonly by: string;
  readonly needs: (bench: Bench) => {
    readonly module?: string;
    readonly program?: string;
    readonly path?: readonly (string | undefined)[];
  };
  readonly command: (bench: Bench, items: number) => readonly string[];
  readonly keeps: boolean;
}

const script = (name: string, ...rest: readonly string[]) => [join(PEERS, name), ...rest];
const PEERS = join(import.meta.dirname, 'peers');

const RECIPES: readonly Recipe[] = [
  { by: LOOP, needs: () => ({}), command: (_, items) => script('loop.py', String(items), 'loop.db'), keeps: true },
  { by: PARALLEL, needs: () => ({ module: 'joblib' }), command: (_, items) => script('parallel.py', String(items)), keeps: false },
  { by: MEMORY, needs: () => ({ module: 'joblib' }), command: (_, items) => script('memory.py', String(items), '.'), keeps: true },
  {
    by: PSYRUN,
    needs: ({ sources }) => ({ module: 'psyrun', path: [join(PEERS, 'shim'), sources.psyrun] }),
    command: (_, items) => script('psy.py', String(items)),
    keeps: true,
  },
  {
    by: ENTROPIC,
    needs: ({ sources }) => ({ module: 'entropic', path: [sources.entropic && join(sources.entropic, 'src'), sources.tinydb] }),
    command: (_, items) => script('entropic_sweep.py', String(items), '.'),
    keeps: true,
  },
  { by: DISTRIBUTED, needs: () => ({ module: 'distributed' }), command: (_, items) => script('cluster.py', String(items)), keeps: false },
  {
    by: SNAKEMAKE,
    needs: () => ({ module: 'snakemake' }),
    command: (_, items) => ['-m', 'snakemake', '-q', '-c2', '-s', join(PEERS, 'Snakefile'), '--config', `items=${items}`],
    keeps: true,
  },
];

/** The peers that this machine has, and a sentence about each that it has not. */
export async function findPeers(bench: Bench): Promise<{ readonly peers: ReadonlyMap<string, Peer>; readonly missing: readonly string[] }> {
  const peers = new Map<string, Peer>();
  const missing: string[] = [];
  for (const recipe of RECIPES) {
    const { module, path = [] } = recipe.needs(bench);
    const { folder } = bench.workspace(`peer-${recipe.by.replaceAll(' ', '')}`);
    const env = { PYTHONPATH: path.filter((one) => one !== undefined && one !== '').join(':') };
    if (module !== undefined && !(await hasModule(bench, module, { folder, env })))
      missing.push(`${recipe.by} is not there (\`${bench.python} -c "import ${module}"\` fails): not measured.`);
    else peers.set(recipe.by, peerOf(recipe, bench, { folder, env }));
  }
  return { peers, missing };
}

interface Place {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
}

function peerOf({ by, command, keeps }: Recipe, bench: Bench, { folder, env }: Place): Peer {
  const forget = (): void => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
  };
  return {
    by,
    run: (items) => measure({ command: [bench.python, ...command(bench, items)], folder, env }),
    ...(keeps && { forget }),
  };
}

/** Whether Python imports it, in a program of its own. */
async function hasModule({ python }: Bench, name: string, { folder, env }: Place): Promise<boolean> {
  const code = `try:\n    import ${name}\n    print(True)\nexcept ImportError:\n    print(False)`;
  return (await measure({ command: [python, '-c', code], folder, env })).stdout.trim() === 'True';
}
