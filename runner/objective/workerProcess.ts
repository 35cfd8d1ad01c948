import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { Readable, Writable } from 'node:stream';
import { type Failure, LIMIT_REACHED } from '../../core/sweep/outcome.ts';
import type { LoadMessage } from '../../protocol/objective.ts';
import { fault } from '../fault.ts';
import { systemCode } from '../systemCode.ts';
import type { Exit } from './death.ts';

/** A program to start as a worker. */
export interface Launch {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Where the program itself starts; it changes to `load.cwd` before it touches user code. */
  readonly folder: string;
  readonly load: LoadMessage;
  /** Value of the worker's marker in its environment. */
  readonly marker: string;
  /** What to do when the program cannot be started, for people. */
  readonly remedy: string;
}

export interface ProcessEvents {
  /** The pipe to the worker takes more. */
  drained(): void;
  output(stream: 0 | 1, chunk: Buffer): void;
  outputEnded(stream: 0 | 1): void;
  answers(chunk: Buffer): void;
  answersEnded(): void;
  /** Called once, also when the program could not be started. */
  exited(exit: Exit): void;
}

export interface WorkerProcess {
  readonly pid: number | undefined;
  /** False when the pipe is full: then wait for `drained`. */
  write(line: string): boolean;
  /** Asks the program to end by itself. */
  finish(): void;
  /** After `exited`: resolves when the pipes are empty, or soon when somebody else holds them open. */
  closed(): Promise<void>;
}

/** Starts the program as the leader of its own process group, and sends it what to load. */
export function spawnWorker(launch: Launch, events: ProcessEvents): WorkerProcess {
  const child = tryToSpawn(launch);
  if (typeof child === 'string') return deadProcess(events, child);
  const [, stdout, stderr, input, answers] = child.stdio;
  if (!(input instanceof Writable && answers instanceof Readable && stdout !== null && stderr !== null)) {
    throw new Error('A worker was started without its pipes.');
  }
  const closed = once(child, 'close');
  for (const pipe of [stdout, stderr, input, answers]) pipe.on('error', ignoreBrokenPipe);
  stdout.on('data', (chunk: Buffer) => events.output(0, chunk)).on('close', () => events.outputEnded(0));
  stderr.on('data', (chunk: Buffer) => events.output(1, chunk)).on('close', () => events.outputEnded(1));
  answers.on('data', events.answers).on('end', events.answersEnded);
  input.on('drain', events.drained);
  watchExit(child, events);
  input.write(`${JSON.stringify(launch.load)}\n`);
  return {
    pid: child.pid,
    write(line) {
      fault('frame.half', () => void input.write(line.slice(0, line.length / 2)));
      return input.write(line);
    },
    finish: () => {
      if (!input.writableEnded) input.end('{"kind":"stop"}\n');
    },
    closed: async () => {
      const patience = setTimeout(() => {
        for (const pipe of [stdout, stderr, answers]) pipe.destroy();
      }, CLOSE_PATIENCE);
      input.destroy();
      await closed.catch(ignoreBrokenPipe);
      clearTimeout(patience);
    },
  };
}

/** Why a worker that never became ready did not: the reason is the sweep's. */
export function refusedStart(launch: Launch, exit: Exit, tail: string): Failure {
  if (!existsSync(launch.load.cwd))
    return startFailure('FolderNotFound', `The folder ${launch.load.cwd} to run in does not exist; see run.cwd.`, tail);
  const how = exit.signal === null ? `ended with status ${exit.code ?? 'unknown'}` : `was ended by ${exit.signal}`;
  const said = tail.split(/\r?\n/).findLast((line) => line.trim() !== '');
  if (exit.notStarted !== undefined) return programFailure(launch, exit.notStarted);
  const failed = startFailure(
    'WorkerFailed',
    `${launch.program} ${how} before it was ready${said === undefined ? '' : ` (${said.trim()})`}. ${launch.remedy}`,
    tail,
  );
  return exit.signal === null ? failed : { ...failed, kind: 'signal' };
}

/** Milliseconds to wait for pipes that an escaped process may hold open. */
const CLOSE_PATIENCE = 500;
/** Errors that say how many processes or files there may be, and nothing of the program. */
const LIMITS: ReadonlySet<string> = new Set(['EAGAIN', 'EMFILE', 'ENFILE', 'ENOMEM']);

function programFailure({ program, remedy }: Launch, error: string): Failure {
  const limited = LIMITS.has(error);
  const advice = limited ? 'Use fewer workers, or raise what the system allows (`ulimit -n`, `ulimit -u`).' : remedy;
  return startFailure(limited ? LIMIT_REACHED : 'ProgramNotFound', `${program} could not be started (${error}). ${advice}`, '');
}

/** Some errors (a file in the place of a folder, a NUL) are thrown at once, others are told later; then the answer is the code. */
function tryToSpawn({ program, arguments: line, folder, env }: Launch): ChildProcess | string {
  try {
    const child = spawn(program, line, { cwd: folder, env, detached: true, stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'] });
    if (child.stdout) return child;
    // Without a descriptor left Node makes no pipes.
    child.on('error', ignoreBrokenPipe);
    return 'EMFILE';
  } catch (error) {
    const code = systemCode(error);
    if (code === undefined) throw error;
    return code;
  }
}

function deadProcess(events: ProcessEvents, notStarted: string): WorkerProcess {
  setImmediate(() => events.exited({ code: null, signal: null, notStarted }));
  return { pid: undefined, write: () => true, finish: () => undefined, closed: () => Promise.resolve() };
}

function watchExit(child: ChildProcess, events: ProcessEvents): void {
  let told = false;
  const tell = (exit: Exit): void => {
    if (told) return;
    told = true;
    events.exited(exit);
  };
  child.on('error', (error) => {
    if (child.pid === undefined) tell({ code: null, signal: null, notStarted: systemCode(error) ?? error.message });
  });
  child.on('exit', (code, signal) => tell({ code, signal }));
}

function startFailure(type: string, message: string, trace: string): Failure {
  return { kind: 'start', type, message, trace };
}

/** EPIPE and ECONNRESET on a worker's pipe mean that it has died, which its exit tells. */
function ignoreBrokenPipe(): void {
  return undefined;
}
