import { randomBytes } from 'node:crypto';
import { dirname, resolve, sep } from 'node:path';
import type { LoadMessage } from '../../protocol/objective.ts';
import { userEnvironment } from './environment.ts';
import type { Job, WorkerSetup } from './worker.ts';

/** What all kinds of workers are started with. */
export interface Prepared {
  readonly env: Record<string, string>;
  readonly load: LoadMessage;
  /** Value of the worker's marker in its environment. */
  readonly marker: string;
}

export function prepareLaunch(setup: WorkerSetup, language: LoadMessage['language'], target: string): Prepared {
  const { run, taskFile, workspace } = setup;
  const home = dirname(taskFile);
  const marker = randomBytes(16).toString('hex');
  const load: LoadMessage = {
    kind: 'load',
    language,
    target,
    cwd: resolve(home, run.cwd ?? '.'),
    root: setup.fileRoot,
    folders: home === workspace ? [home] : [home, workspace],
    token: randomBytes(16).toString('hex'),
    ...(run.setup === undefined ? {} : { setup: run.setup }),
  };
  return { env: userEnvironment(process.env, run, { sweep: setup.token, worker: marker }), load, marker };
}

/** Writes items of a Python or Node objective: `[seq, parameters, seed, replicate, folder]`. */
export function functionFrames(root: string): (job: Job) => string {
  const above = root + sep;
  return ({ seq, parameters, seed, replicate, folder }) => {
    const inside = folder.startsWith(above) ? folder.slice(above.length) : folder;
    return `[${seq},${parameters},${seed},${replicate},${JSON.stringify(inside)}]`;
  };
}
