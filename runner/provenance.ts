import { execFile } from 'node:child_process';
import { hostname, release, type } from 'node:os';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Run } from '../core/task/task.ts';
import { VERSION } from './version.ts';

/** Where the items of a sweep were made; of the environment nothing but names of machine and system. */
const placeSchema = z.object({ sweepdeck: z.string(), machine: z.string(), system: z.string(), interpreter: z.string() });
export type MadeIn = z.infer<typeof placeSchema>;

const gitSchema = z.object({ commit: z.string(), dirty: z.boolean() });
export type GitState = z.infer<typeof gitSchema>;

/** What is written down when a sweep begins. */
export function madeIn(run: Run | undefined, python: string): MadeIn {
  const interpreter = run?.kind === 'python' ? python : `Node.js ${process.version}`;
  return {
    sweepdeck: VERSION,
    machine: hostname(),
    system: `${type()} ${release()} ${process.arch}`,
    interpreter: run?.kind === 'command' || run?.kind === 'shell' ? '' : interpreter,
  };
}

/** The commit of the checkout, and whether tracked files differ from it; nothing outside of git, without git, or when it takes too long. */
export async function gitState(folder: string): Promise<GitState | undefined> {
  const options = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null', '--no-optional-locks'];
  const status = ['status', '--porcelain=v2', '--branch', '--untracked-files=no'];
  try {
    const { stdout } = await promisify(execFile)('git', ['-C', folder, ...options, ...status], {
      timeout: LONGEST,
      maxBuffer: 16 * 1024 * 1024,
    });
    const commit = /^# branch\.oid ([0-9a-f]{40,64})$/m.exec(stdout)?.[1];
    return commit === undefined ? undefined : { commit, dirty: /^[12u] /m.test(stdout) };
  } catch (error) {
    if (error instanceof Error && ('code' in error || 'killed' in error)) return undefined;
    throw error;
  }
}

/** Milliseconds. */
const LONGEST = 10_000;

/** What a stored sweep says of where it was made: its text at the beginning, and its summary at the end. */
export function readMade(
  text: string | undefined,
  summary: string | undefined,
): (Partial<MadeIn> & { readonly git?: GitState }) | undefined {
  const made = z.object({ made: placeSchema }).safeParse(json(text));
  const git = z.object({ git: gitSchema }).safeParse(json(summary));
  if (!made.success && !git.success) return undefined;
  return { ...made.data?.made, ...(git.data && { git: git.data.git }) };
}

function json(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return undefined;
  }
}
