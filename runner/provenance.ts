import { hostname, release, type } from 'node:os';
import * as z from 'zod';
import type { Run } from '../core/task/task.ts';
import type { GitState as FullState } from './manifest/git.ts';
import { storedJson } from './storedJson.ts';
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

/** The commit of the checkout, and whether tracked files differ from it; nothing before the first commit. */
export function shortGit(state: FullState | undefined): GitState | undefined {
  return state?.commit ? { commit: state.commit, dirty: state.changed.some((line) => !line.startsWith('??')) } : undefined;
}

/** What a stored sweep says of where it was made: its text at the beginning, and its summary at the end. */
export function readMade(
  text: string | undefined,
  summary: string | undefined,
): (Partial<MadeIn> & { readonly git?: GitState }) | undefined {
  const made = storedJson(z.object({ made: placeSchema }), text);
  const git = storedJson(z.object({ git: gitSchema }), summary);
  return made || git ? { ...made?.made, ...git } : undefined;
}
