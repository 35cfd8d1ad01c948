import { join } from 'node:path';
import { connect, type Connection } from '../client/link/connect.ts';
import { launch } from '../client/link/launch.ts';
import type { RunSummary, TaskStatus } from '../protocol/runner.ts';
import { endpointFor } from '../runner/endpoint.ts';

/** A detached runner with one client, started and attached to as a window does it. */
export interface RunnerLink {
  readonly api: Connection['api'];
  /** The first status from now on that fits. */
  status(fits: (status: TaskStatus) => boolean): Promise<TaskStatus>;
  /** The summary of the next sweep that ends. */
  ended(): Promise<RunSummary>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts the built runner of a workspace, and attaches. */
export async function startRunner(workspace: string, dataFolder: string): Promise<RunnerLink> {
  const listeners = new Set<{ changed?(status: TaskStatus): void; ended?(summary: RunSummary): void }>();
  const events = {
    changed: (status: TaskStatus) => listeners.forEach((one) => one.changed?.(status)),
    ended: (summary: RunSummary) => listeners.forEach((one) => one.ended?.(summary)),
  };
  const endpoint = endpointFor(workspace);
  const attempt = (): Promise<Connection> => connect(endpoint, events, 'bench');
  const env = { ...process.env, SWEEPDECK_DATA_DIR: dataFolder };
  const connection = await launch({ node: process.execPath, electron: false, script: RUNNER, workspace, endpoint, env }, attempt);
  const next = <T>(listen: (resolve: (value: T) => void) => { changed?(status: TaskStatus): void; ended?(summary: RunSummary): void }) => {
    const { promise, resolve } = Promise.withResolvers<T>();
    const listener = listen(resolve);
    listeners.add(listener);
    return promise.finally(() => listeners.delete(listener));
  };
  return {
    api: connection.api,
    status: (fits) => next((resolve) => ({ changed: (status) => void (fits(status) && resolve(status)) })),
    ended: () => next((resolve) => ({ ended: resolve })),
    async [Symbol.asyncDispose]() {
      process.kill(connection.welcome.pid, 'SIGTERM');
      await connection.closed;
    },
  };
}

const RUNNER = join(import.meta.dirname, '..', 'dist', 'runner.mjs');
