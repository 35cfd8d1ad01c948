import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { RunnerError } from '../../protocol/errors.ts';
import type { RunnerEvents, RunSummary, TaskStatus } from '../../protocol/runner.ts';
import { attach, type RemoteRunner } from '../../runner/attach.ts';
import type { Room } from './room.ts';

/** One runner from its start to its end, as a client saw it. */
export interface Life {
  /** The sweep came to its end, and the client was told. */
  readonly summary: RunSummary | undefined;
  /** The greatest number of finished items that the client was told. */
  readonly told: number;
  /** Which x were stored when this runner was first asked, and how many executions there had been by then. */
  readonly stored: ReadonlySet<number>;
  readonly witnessedBefore: number;
  /** The fault point at which it ended, when it did. */
  readonly fault: string | undefined;
  /** What cannot be, as sentences: no answer in time, a start that was refused. */
  readonly violations: readonly string[];
  /** Milliseconds from the start of the process to the answer of `start`. */
  readonly resumed: number | undefined;
}

export interface LifeOptions {
  /** Value of SWEEPDECK_FAULT. */
  readonly fault?: string;
  /** Called with the runner when the sweep has begun; may kill it. `over` resolves when the sweep has ended or the runner is gone. */
  readonly during?: (runner: ChildProcess, remote: RemoteRunner, over: Promise<void>) => Promise<void>;
  readonly limit?: number;
}

/** Starts a runner in the room, starts the sweep, and waits for the end of either. A runner that lives is ended by SIGTERM. */
export async function live(room: Room, options: LifeOptions = {}): Promise<Life> {
  const runner = startRunner(room, options.fault);
  const gone = once(runner.child, 'close').then(() => 'gone' as const);
  const deadline = pause(options.limit ?? LIMIT, 'late' as const, { ref: false });
  const seen = new Seen();
  const life = follow(room, runner.child, { seen, gone, options });
  const how = await Promise.race([life, deadline]);
  if (how === 'late') seen.violations.push('the runner gave no answer in time');
  if (how === 'ended') runner.child.kill('SIGTERM');
  else if (how === 'late') runner.child.kill('SIGKILL');
  const last = await Promise.race([gone, pause(LIMIT, 'late' as const, { ref: false })]);
  if (last === 'late') {
    seen.violations.push('the runner did not end by SIGTERM');
    runner.child.kill('SIGKILL');
  }
  const fault = /^fault (\S+)/m.exec(runner.stderr())?.[1];
  const crash = fault === undefined ? /^.*(?:Error|rejection).*$/m.exec(runner.stderr())?.[0] : undefined;
  if (crash !== undefined) seen.violations.push(`the runner failed: ${crash}`);
  return {
    summary: seen.summary,
    told: seen.told,
    stored: seen.stored,
    witnessedBefore: seen.witnessedBefore,
    fault,
    violations: seen.violations,
    resumed: seen.resumed,
  };
}

/** Milliseconds. */
const LIMIT = 60_000;

class Seen {
  summary: RunSummary | undefined;
  told = 0;
  stored: ReadonlySet<number> = new Set();
  witnessedBefore = 0;
  resumed: number | undefined;
  readonly violations: string[] = [];
}

const nothing = (): void => undefined;

/** A runner process of the room, with what it wrote to standard error. */
export function startRunner(room: Room, fault?: string): { readonly child: ChildProcess; stderr(): string } {
  const env = { ...room.env, ...(fault !== undefined && { SWEEPDECK_FAULT: fault }) };
  const child = spawn(process.execPath, [room.programs.runner, '--workspace', room.folder], { stdio: ['ignore', 'ignore', 'pipe'], env });
  const written: Buffer[] = [];
  child.stderr?.on('data', (chunk: Buffer) => written.push(chunk));
  return { child, stderr: () => Buffer.concat(written).toString('utf8') };
}

async function follow(
  room: Room,
  child: ChildProcess,
  of: { readonly seen: Seen; readonly gone: Promise<'gone'>; readonly options: LifeOptions },
): Promise<'ended' | 'gone'> {
  const { seen, gone, options } = of;
  const begun = performance.now();
  const ended = Promise.withResolvers<RunSummary>();
  const changed = ({ done }: TaskStatus): void => {
    seen.told = Math.max(seen.told, done);
  };
  const remote = await attachTo(room, child, { changed, ended: ended.resolve });
  if (!remote) return gone;
  try {
    const rows = await storedIn(room, remote);
    [seen.stored, seen.witnessedBefore] = [rows, room.witnessed().length];
    const answer = await remote.api.start({ file: room.file });
    seen.resumed = performance.now() - begun;
    if (answer.kind !== 'started') seen.violations.push('the task file is invalid');
    const over = Promise.race([ended.promise, remote.lost]);
    const done = over.then(nothing, nothing);
    await Promise.all([options.during?.(child, remote, done), over]);
    seen.summary = await ended.promise;
    seen.told = Math.max(seen.told, seen.summary.done);
    return 'ended';
  } catch (error) {
    if (!(error instanceof RunnerError)) throw error;
    if (error.code === 'connection-lost') return gone;
    seen.violations.push(`refused: ${error.message}`);
    return 'ended';
  } finally {
    remote.close();
  }
}

/** Attaches as soon as the runner listens; nothing when it ends before. */
export async function attachTo(room: Room, child: ChildProcess, events: RunnerEvents): Promise<RemoteRunner | undefined> {
  while (child.exitCode === null && child.signalCode === null) {
    // Where the endpoint lies is read from the environment before anything is awaited.
    process.env['XDG_RUNTIME_DIR'] = room.env['XDG_RUNTIME_DIR'];
    try {
      const remote = await attach(room.folder, events);
      if (remote) return remote;
    } catch (error) {
      if (!(error instanceof RunnerError)) throw error;
    }
    await pause(3);
  }
  return undefined;
}

/** Every x whose result the runner says it has. */
async function storedIn(room: Room, remote: RemoteRunner): Promise<ReadonlySet<number>> {
  const page = await remote.api.page({ file: room.file, states: ['done'], limit: 10_000 });
  return new Set(page.rows.map(({ parameters }) => Number(parameters['x'])));
}
