import { RunnerError } from '../../protocol/errors.ts';
import type { RunnerApi } from '../../protocol/runner.ts';
import type { Connection } from './connect.ts';

export interface LinkOptions {
  /** Connects to a runner that is up; rejects with `connection-lost` when there is none. */
  readonly attach: () => Promise<Connection>;
  /** Starts a runner and connects to it. */
  readonly start: () => Promise<Connection>;
  readonly now: () => number;
  readonly changed: (state: LinkState) => void;
  /** A restart that nobody waits for did not succeed. */
  readonly failed: (error: unknown) => void;
}

/** `lost`: it ended without being asked; another one is started. `given-up`: it ended too often, only a request starts it again. */
export type LinkState = 'connected' | 'lost' | 'given-up';

/** A runner that dies more often than this within the time is not started again by itself. */
const MOST_RESTARTS = 3;
const RESTART_WINDOW = 3 * 60_000;

/** The one connection to the runner of one workspace folder: made on first need, kept, made again when it is lost. */
export class RunnerLink {
  readonly #options: LinkOptions;
  #connection: Connection | undefined;
  #opening: Promise<Connection> | undefined;
  #losses: readonly number[] = [];
  #disposed = false;

  constructor(options: LinkOptions) {
    this.#options = options;
  }

  get connected(): boolean {
    return this.#connection !== undefined;
  }

  /** The runner, started if none is up. */
  async need(): Promise<RunnerApi> {
    return (await this.#open(true)).api;
  }

  /** The runner if one is up, without starting one. */
  async attached(): Promise<RunnerApi | undefined> {
    try {
      return (await this.#open(false)).api;
    } catch (error) {
      if (error instanceof RunnerError && error.code === 'connection-lost') return undefined;
      throw error;
    }
  }

  /** Lets the runner be: it goes on without us, and ends itself when it has nothing to do. */
  dispose(): void {
    this.#disposed = true;
    this.#connection?.close();
    this.#connection = undefined;
  }

  /** Ends the runner, if one is up, and forgets how often it was lost. Resolves when its process has let go of us. */
  async end(): Promise<void> {
    const old = this.#connection;
    this.#connection = undefined;
    this.#losses = [];
    if (old === undefined) return;
    try {
      process.kill(old.welcome.pid, 'SIGTERM');
      await old.closed;
    } catch {
      // It had ended already, or it is not ours to end: then only the connection is dropped.
      old.close();
    }
  }

  async #open(mayStart: boolean): Promise<Connection> {
    if (this.#disposed) throw new RunnerError('connection-lost', 'This window is closing.');
    if (this.#connection !== undefined) return this.#connection;
    const before = this.#opening;
    if (before !== undefined) {
      const found = await before.catch(() => undefined);
      return found ?? this.#open(mayStart);
    }
    this.#opening = this.#connect(mayStart);
    try {
      return await this.#opening;
    } finally {
      this.#opening = undefined;
    }
  }

  async #connect(mayStart: boolean): Promise<Connection> {
    const connection = await this.#options.attach().catch((error: unknown) => {
      if (mayStart && error instanceof RunnerError && error.code === 'connection-lost') return this.#options.start();
      throw error;
    });
    if (this.#disposed) connection.close();
    this.#connection = connection;
    this.#options.changed('connected');
    void connection.closed.then(() => this.#lost(connection));
    return connection;
  }

  async #lost(connection: Connection): Promise<void> {
    if (this.#disposed || this.#connection !== connection) return;
    this.#connection = undefined;
    const now = this.#options.now();
    this.#losses = [...this.#losses.filter((at) => now - at < RESTART_WINDOW), now];
    if (this.#losses.length > MOST_RESTARTS) return this.#options.changed('given-up');
    this.#options.changed('lost');
    try {
      await this.need();
    } catch (error) {
      this.#options.failed(error);
      this.#options.changed('given-up');
    }
  }
}
