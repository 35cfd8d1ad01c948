import { spawn } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { type FSWatcher, watch } from 'node:fs';
import * as path from 'node:path';
import type { Endpoint } from '../../protocol/endpoint.ts';
import { RunnerError } from '../../protocol/errors.ts';
import { runnerEnv } from './node.ts';

export interface Launch {
  readonly node: string;
  readonly electron: boolean;
  /** `dist/runner.mjs`. */
  readonly script: string;
  readonly workspace: string;
  readonly endpoint: Endpoint;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** How long a runner may take to listen: a cold disk and a database to migrate. */
const PATIENCE = 30_000;
/** Where no event tells of the socket (pipes on Windows, some network disks), we look again this often. */
const LOOK_AGAIN = 200;

/**
 * Starts a runner that outlives this window and calls `attempt` whenever it may have become reachable, until one
 * succeeds. Two windows may do this at once: the later runner finds the lock held and ends, both attempts succeed.
 */
export async function launch<Result>(options: Launch, attempt: () => Promise<Result>): Promise<Result> {
  const { endpoint } = options;
  await mkdir(path.dirname(endpoint.folder), { recursive: true, mode: 0o700 });
  await mkdir(endpoint.folder, { recursive: true, mode: 0o700 });
  const child = spawn(options.node, [options.script, '--workspace', options.workspace], {
    cwd: process.platform === 'win32' ? path.parse(options.script).root : '/',
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
    env: runnerEnv(options.env, options.electron),
  });
  child.unref();
  const ended = new Promise<RunnerError>((resolve) => {
    child.once('error', () =>
      resolve(
        new RunnerError('connection-lost', `The runner could not be started with ${options.node}: check the setting sweepdeck.node.`),
      ),
    );
    child.once('exit', (code, signal) =>
      resolve(new RunnerError('connection-lost', `The runner ended before it answered (${signal ?? `exit code ${code}`}).`)),
    );
  });
  return until(attempt, endpoint.folder, ended);
}

/** Repeats `attempt` at every sign of life, and once more after the process has ended. */
function until<Result>(attempt: () => Promise<Result>, folder: string, ended: Promise<RunnerError>): Promise<Result> {
  return new Promise((resolve, reject) => {
    let busy = false;
    let over = false;
    let last: RunnerError | undefined;
    const finish = (act: () => void): void => {
      over = true;
      watcher?.close();
      clearInterval(again);
      clearTimeout(deadline);
      act();
    };
    const look = async (): Promise<void> => {
      if (busy || over) return;
      busy = true;
      try {
        const result = await attempt();
        finish(() => resolve(result));
      } catch (error) {
        // Not there yet is the normal case; a refusal is final, and so is anything after the end of the process.
        const waiting = error instanceof RunnerError && error.code === 'connection-lost';
        if (!over && (!waiting || last !== undefined)) finish(() => reject(waiting ? (last ?? error) : error));
      } finally {
        busy = false;
      }
    };
    const watcher = watched(folder, () => void look());
    const again = setInterval(() => void look(), LOOK_AGAIN);
    const deadline = setTimeout(() => {
      finish(() => reject(last ?? new RunnerError('connection-lost', `The runner did not answer within ${PATIENCE / 1000} seconds.`)));
    }, PATIENCE);
    void ended.then((error) => {
      last = error;
      return look();
    });
  });
}

function watched(folder: string, seen: () => void): FSWatcher | undefined {
  try {
    return watch(folder, seen).on('error', () => undefined);
  } catch {
    // No watches left on this machine: the interval has to do.
    return undefined;
  }
}
