import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgeStored } from '../power/stored.ts';
import { type Result, rounds, type Stage } from '../scenario.ts';

const CALLS = ['pwrite64', 'pread64', 'fsync', 'ftruncate', 'fcntl', 'openat', 'unlink', 'mmap'] as const;
const ERRORS = ['EIO', 'ENOSPC', 'EMFILE', 'EACCES', 'EAGAIN', 'ENOMEM', 'EINTR'] as const;
const BATCHES = 12;

/** One system call on the files of the store fails, by call, error and n-th time: nothing is lost, and the writer goes on. */
export async function badCalls(stage: Stage): Promise<Result> {
  const pairs = CALLS.flatMap((call) => ERRORS.map((error) => ({ call, error })));
  const violations: string[] = [];
  let met = 0;
  let refusals = 0;
  const all = rounds(stage);
  for (const run of all) {
    const { call, error } = pairs[run % pairs.length] ?? { call: 'fsync', error: 'EIO' };
    // The first rounds are exhaustive, later ones anywhere.
    const round = Math.floor(run / pairs.length);
    const n = round < 3 ? round + 1 : 1 + Math.floor(stage.chance() * MOST[call]);
    const base = mkdtempSync(join(tmpdir(), 'sd-calls-'));
    const found = inject({ base, call, error, n });
    rmSync(base, { recursive: true, force: true });
    if (found === undefined)
      return {
        runs: 0,
        violations: [],
        notes: '',
        missing: 'not run: this machine has no strace, or it may not trace (apt-get install strace, as root)',
      };
    if (found.injected) met++;
    refusals += found.refusals;
    violations.push(...found.violations.map((one) => `${call} ${error}, time ${n}: ${one}`));
  }
  const notes = `${CALLS.length} calls × ${ERRORS.length} errors; ${met} of them met, ${refusals} refusals told`;
  return { runs: all.at, violations, notes };
}

/** About so often each call is made by one writer. */
const MOST: Readonly<Record<(typeof CALLS)[number], number>> = {
  pwrite64: 90,
  pread64: 30,
  fsync: 20,
  ftruncate: 2,
  fcntl: 120,
  openat: 12,
  unlink: 2,
  mmap: 3,
};

interface Injection {
  readonly base: string;
  readonly call: string;
  readonly error: string;
  readonly n: number;
}

interface Injected {
  readonly injected: boolean;
  readonly refusals: number;
  readonly violations: readonly string[];
}

function inject({ base, call, error, n }: Injection): Injected | undefined {
  const workspace = join(base, 'workspace');
  const database = join(workspace, '.sweepdeck', 'cache.db');
  mkdirSync(workspace);
  const paths = ['', '-wal', '-shm', '.new'].flatMap((suffix) => ['-P', database + suffix]);
  const trace = join(base, 'trace');
  const rule = ['-e', `trace=${call}`, '-e', `inject=${call}:error=${error}:when=${n}`];
  const line = [process.execPath, join(import.meta.dirname, '..', 'power', 'stubborn.ts'), workspace, String(BATCHES)];
  const env = { ...process.env, SWEEPDECK_DATA_DIR: join(base, 'data') };
  const ran = spawnSync('strace', ['-f', '-q', '-o', trace, ...paths, ...rule, ...line], { env, encoding: 'utf8', timeout: HUNG });
  if (ran.error && 'code' in ran.error && ran.error.code === 'ENOENT') return undefined;
  if (/ptrace|Operation not permitted/.test(ran.stderr)) return undefined;
  const acknowledged = Number([...ran.stdout.matchAll(/^ack (\d+)$/gm)].at(-1)?.[1] ?? 0);
  const ended = /^end$/m.test(ran.stdout);
  return {
    injected: spawnSync('grep', ['-q', 'INJECTED', trace]).status === 0,
    refusals: [...ran.stdout.matchAll(/^refused/gm)].length,
    violations: [
      ...(ran.error ? [`it hung for ${HUNG / 1000} s`] : []),
      ...(ended || ran.error ? [] : [`the writer gave up: ${lastLine(ran.stderr)}`]),
      ...judgeStored(workspace, acknowledged),
    ],
  };
}

/** Milliseconds, under a tracer that makes everything several times slower. */
const HUNG = 20_000;

function lastLine(text: string): string {
  return /^.*(?:Error|error).*$/m.exec(text)?.[0] ?? text.trim().split('\n').at(-1) ?? '';
}
