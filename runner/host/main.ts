import { existsSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { BroadcastChannel } from 'node:worker_threads';
import type { Failure } from '../../core/sweep/outcome.ts';
import { type LoadMessage, writeAnswer } from '../../protocol/objective.ts';
import { WORKER_MARKER } from '../objective/environment.ts';
import { cutLines } from '../objective/lines.ts';
import { killMarked } from '../objective/processes.ts';
import { CANCEL_CHANNEL } from './cancel.ts';
import { thrownFailure } from './failure.ts';
import { openPool, type ThreadPool } from './pool.ts';

/*
 * The process of a Node objective: reads the lines of protocol/objective.ts on descriptor 3 and hands them to its
 * thread, which answers on descriptor 4. It is expendable: the runner kills it, with everything below it, when an
 * item must end, and it kills itself when the runner is gone.
 */
/** Unlimited length: what comes on descriptor 3 is the runner's own. */
const NO_LIMIT = Number.POSITIVE_INFINITY;

delete process.env['ELECTRON_RUN_AS_NODE'];
const marker = process.env[WORKER_MARKER] ?? '';
const input = new Socket({ fd: 3, readable: true, writable: false });
const lines = cutLines('utf8', NO_LIMIT);
let pool: ThreadPool | undefined;
let busy: Promise<void> = Promise.resolve();
let finishing = false;
/** The runner has sent its stop message. */
let asked = false;

input.on('data', (chunk: Buffer) => void lines.push(chunk, receive));
input.on('close', () => {
  // The runner closes the pipe after its stop message; without one it is gone.
  if (!asked) void killMarked(marker).finally(killGroup);
});
input.on('error', () => undefined);
process.on('SIGTERM', () => {
  new BroadcastChannel(CANCEL_CHANNEL).postMessage('cancel');
  finish();
});

function receive(line: string): void {
  if (line.startsWith('{"kind":"run"')) {
    busy = busy.then(() => pool?.run(line)).catch(die);
    return;
  }
  if (line.startsWith('{"kind":"stop"')) {
    asked = true;
    finish();
    return;
  }
  // SAFETY: the runner's first line is a LoadMessage.
  busy = start(JSON.parse(line) as LoadMessage).catch(refuse);
}

async function start(load: LoadMessage): Promise<void> {
  if (!existsSync(load.cwd)) throw new Error(`The folder ${load.cwd} to run in does not exist; see run.cwd.`);
  process.chdir(load.cwd);
  pool = openPool(load, die);
  const failure = await pool.prepare();
  say(failure === undefined ? writeAnswer({ kind: 'ready', version: process.versions.node }) : writeAnswer({ kind: 'refused', failure }));
}

/** The host itself cannot begin: its folder is missing, or the thread died while it loaded. */
function refuse(error: unknown): void {
  say(writeAnswer({ kind: 'refused', failure: { ...threadFailure(error), kind: 'start' } }));
}

/** Ends when the running item has ended; the runner does not wait for longer than its grace. */
function finish(): void {
  if (finishing) return;
  finishing = true;
  void busy.then(async () => {
    await pool?.close();
    process.exit(0);
  });
}

/** The thread is dead: `process.exit` in the objective, memory, or an error outside of any item. */
function die(error: unknown): void {
  say(writeAnswer({ kind: 'dying', failure: threadFailure(error) }));
  process.exit(1);
}

function threadFailure(error: unknown): Failure {
  const read = thrownFailure(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY')
    return { ...read, kind: 'oom', type: 'HeapOutOfMemory', message: 'The JavaScript heap ran out of memory.' };
  const status = /exited with code: (\d+)/.exec(read.message)?.[1];
  if (status === undefined) return { ...read, kind: 'crash' };
  return { kind: 'exit', type: 'Exit', message: `The objective called process.exit(${status}).`, trace: '' };
}

/** This process leads its group: it and everything below it ends at once. */
function killGroup(): void {
  process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
}

function say(line: string): void {
  const bytes = Buffer.from(line, 'latin1');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(4, bytes, at);
  } catch {
    // The runner is gone, or the objective has closed the descriptor: nothing can be said any more.
    killGroup();
  }
}
