import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { nearest as nearestName } from '../../core/value/suggest.ts';
import { RunnerError } from '../../protocol/errors.ts';
import type { RunnerApi, RunnerEvents, RunSummary, TaskStatus } from '../../protocol/runner.ts';
import { attach } from '../attach.ts';
import { endpointFor } from '../endpoint.ts';
import { openReader, openRunner } from '../openRunner.ts';
import { listen } from '../socket.ts';
import { keepYoungHeapSmall } from '../youngHeap.ts';
import { printable, say } from './print.ts';

/** What every command works with. */
export interface CliContext {
  readonly cwd: string;
  readonly workspace: string;
  readonly json: boolean;
  readonly progress: boolean;
}

/** The workspace: named, or the nearest parent folder with `.sweepdeck/`, else with `.git`, else the current one. */
export function findWorkspace(cwd: string, named: string | undefined): string {
  if (named !== undefined) {
    const folder = resolve(cwd, named);
    if (!existsSync(folder)) throw new RunnerError('bad-request', `The workspace folder ${named} does not exist.`);
    return realpathSync(folder);
  }
  const from = realpathSync(cwd);
  return nearest(from, '.sweepdeck') ?? nearest(from, '.git') ?? from;
}

function nearest(from: string, name: string): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** The absolute, link-free path of a task file named on the command line. */
export function taskFile(context: CliContext, name: string): string {
  const path = resolve(context.cwd, name);
  if (existsSync(path)) return realpathSync(path);
  const meant = taskLike(path);
  const advice =
    meant === undefined
      ? '`sweepdeck list` shows the tasks of the workspace, `sweepdeck new NAME` makes one.'
      : `Did you mean \`${shownPath(context, meant)}\`?`;
  throw new RunnerError('bad-request', `There is no file ${name}. ${advice}`);
}

/** The task file of the same folder that was probably meant: named without its ending, or misspelt. */
function taskLike(path: string): string | undefined {
  const folder = dirname(path);
  if (!existsSync(folder)) return undefined;
  const files = new Map(readdirSync(folder).flatMap((file) => (TASK_ENDING.test(file) ? [[file.replace(TASK_ENDING, ''), file]] : [])));
  const stem = basename(path).replace(/\.sweep\.ya?ml$|\.ya?ml$|\.sweep$/, '');
  const file = files.get(stem) ?? files.get(nearestName(stem, files.keys()) ?? '');
  return file === undefined ? undefined : join(realpathSync(folder), file);
}

const TASK_ENDING = /\.sweep\.ya?ml$/;

/** A path as a person in the current folder would write it. */
export function shownPath(context: CliContext, path: string): string {
  // The current folder may have been removed meanwhile.
  if (!existsSync(context.cwd)) return path;
  const shown = relative(realpathSync(context.cwd), path);
  return shown === '' ? '.' : shown;
}

/** A runner for one command: the one that is up already, or this process itself. */
export interface Connection {
  readonly api: Omit<RunnerApi, 'hello'>;
  /** The summary of a sweep, whenever it ended since the connection was made. */
  ended(sweep: number): Promise<RunSummary>;
  onChanged(listener: (status: TaskStatus) => void): void;
  close(): Promise<void>;
}

/** Connects for commands that run or stop something: attaches, or becomes the workspace's runner until `close`. */
export async function connectToRun(context: CliContext): Promise<Connection> {
  for (let attempt = 0; ; attempt++) {
    const remote = await connectToLiving(context);
    if (remote) return remote;
    try {
      return await becomeRunner(context);
    } catch (error) {
      // Another process has just become the runner: its socket appears in a moment.
      if (!(error instanceof RunnerError) || error.code !== 'lock-held' || attempt >= ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, ATTEMPT_INTERVAL));
    }
  }
}

/** A runner that ends while it is greeted is none. */
async function connectToLiving(context: CliContext): Promise<Connection | undefined> {
  try {
    return await connectToRunning(context);
  } catch (error) {
    if (error instanceof RunnerError && error.code === 'connection-lost') return undefined;
    throw error;
  }
}

/** Connects for commands that only read: nothing is locked, made or changed. */
export async function connectToRead(context: CliContext): Promise<Connection> {
  const remote = await connectToAnswering(context);
  if (remote) return remote;
  const { runner, close } = await openReader(context.workspace);
  const mailbox = newMailbox();
  return { api: runner, ended: mailbox.ended, onChanged: mailbox.onChanged, close };
}

/** What is stored can be read without a runner that stands still. */
async function connectToAnswering(context: CliContext): Promise<Connection | undefined> {
  try {
    return await connectToRunning(context);
  } catch (error) {
    if (!(error instanceof RunnerError) || error.code !== 'lock-held') throw error;
    say(printable(error.message));
    return undefined;
  }
}

/** Attaches to a runner that is up. */
export async function connectToRunning(context: CliContext): Promise<Connection | undefined> {
  const mailbox = newMailbox();
  const remote = await attach(context.workspace, mailbox.events);
  if (!remote) return undefined;
  return {
    api: remote.api,
    ended: (sweep) => Promise.race([mailbox.ended(sweep), remote.lost]),
    onChanged: mailbox.onChanged,
    close: async () => remote.close(),
  };
}

async function becomeRunner(context: CliContext): Promise<Connection> {
  const { runner, close, lost } = await openRunner(context.workspace);
  const youngHeap = keepYoungHeapSmall();
  void lost.then(() => runner.cancel({}));
  const mailbox = newMailbox();
  runner.subscribe(mailbox.events);
  const socket = await listen(endpointFor(context.workspace), runner, () => undefined);
  return {
    api: runner,
    ended: mailbox.ended,
    onChanged: mailbox.onChanged,
    async close() {
      // A window may have started something here meanwhile: it is not ours to stop.
      await runner.settled();
      youngHeap.stop();
      await socket.close();
      await close();
    },
  };
}

const ATTEMPTS = 50;
/** Milliseconds. */
const ATTEMPT_INTERVAL = 100;

/** Keeps every summary that arrives, because a short sweep may end before its start is answered. */
function newMailbox() {
  const summaries = new Map<number, RunSummary>();
  const waiting = new Map<number, (summary: RunSummary) => void>();
  let tell: (status: TaskStatus) => void = () => undefined;
  const events: RunnerEvents = {
    changed: (status) => tell(status),
    ended(summary) {
      summaries.set(summary.sweep, summary);
      waiting.get(summary.sweep)?.(summary);
    },
  };
  return {
    events,
    onChanged(listener: (status: TaskStatus) => void) {
      tell = listener;
    },
    ended(sweep: number): Promise<RunSummary> {
      const known = summaries.get(sweep);
      return known ? Promise.resolve(known) : new Promise((resolve) => waiting.set(sweep, resolve));
    },
  };
}
