import { type ChildProcess, spawn, type StdioOptions } from 'node:child_process';
import { closeSync, constants, existsSync, ftruncateSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { Socket } from 'node:net';
import type { CommandEnd, CommandItem, LoadMessage, RefusedCommand } from '../../protocol/objective.ts';
import { outputMark, writeAnswer } from '../../protocol/objective.ts';
import { WORKER_MARKER } from '../objective/environment.ts';
import { cutLines } from '../objective/lines.ts';
import { killMarked, signalGroup } from '../objective/processes.ts';
import { countdown } from './countdown.ts';

/*
 * The small process that starts commands, one after the other, because Node forks to spawn and a fork costs by the
 * size of the process; where there is a Python, its faster twin python/sweepdeck/spawner.py does it. A command leads a
 * process group of its own, inherits this process's standard output and error (the runner's pipes, cut by marks), and
 * its group is killed when it has ended, so that nothing prints into the next item. No user code runs here.
 */
const ANSWERS = 4;
/** Nothing in the places of this process's own two pipes, which a command would inherit. */
const COMMAND_STDIO: StdioOptions = ['ignore', 1, 2, 'ignore', 'ignore'];

delete process.env['ELECTRON_RUN_AS_NODE'];
let load: LoadMessage | undefined;
let running: { readonly child: ChildProcess; readonly pid: number } | undefined;
let stopping = false;
let ending = false;
const waiting: (CommandItem | RefusedCommand)[] = [];
const input = new Socket({ fd: 3, readable: true, writable: false });
const lines = cutLines('utf8', Number.POSITIVE_INFINITY);

input.on('data', (chunk: Buffer) => void lines.push(chunk, receive));
input.on('error', () => undefined);
// The runner closes the pipe when nothing runs, or because it is gone: nothing may outlive it.
input.on('close', () => end(true));
process.on('SIGTERM', () => {
  stopping = true;
  if (running === undefined) end(false);
  else signalGroup(running.pid, 'SIGTERM');
});

function receive(line: string): void {
  // SAFETY: all lines on descriptor 3 are the runner's own.
  const message = JSON.parse(line) as
    | LoadMessage
    | { readonly kind: 'run'; readonly items: readonly (CommandItem | RefusedCommand)[] }
    | { readonly kind: 'stop' };
  switch (message.kind) {
    case 'load':
      prepare(message);
      return;
    case 'run':
      waiting.push(...message.items);
      next();
      return;
    case 'stop':
      stopping = true;
      if (running === undefined) end(false);
  }
}

/** Where there is no such folder it ends without a word, and the runner says why. */
function prepare(message: LoadMessage): void {
  load = message;
  if (!existsSync(message.cwd)) end(false);
  say(writeAnswer({ kind: 'ready', version: process.versions.node }));
}

function next(): void {
  if (running !== undefined || load === undefined || ending) return;
  if (stopping) {
    end(false);
    return;
  }
  const item = waiting.shift();
  if (item === undefined) return;
  if ('refused' in item) {
    answer(item.seq, 0, { refused: item.refused });
    return;
  }
  start(item, load);
}

function answer(seq: number, seconds: number, end: CommandEnd): void {
  for (const stream of [1, 2]) write(stream, outputMark(load?.token ?? '', seq));
  say(writeAnswer({ kind: 'value', seq, seconds, marked: true, outputs: JSON.stringify(end) }));
  next();
}

function start(item: CommandItem, { cwd }: LoadMessage): void {
  const begun = performance.now();
  let timedOut = false;
  let limit: ReturnType<typeof countdown> | undefined;
  const ended = (end: CommandEnd): void => {
    limit?.stop();
    running = undefined;
    answer(item.seq, (performance.now() - begun) / 1000, end);
  };
  try {
    prepareFiles(item);
    const env = { ...process.env, ...item.env };
    const child = spawn(item.file, item.arguments, { cwd, env, detached: true, stdio: COMMAND_STDIO });
    if (child.pid !== undefined) {
      running = { child, pid: child.pid };
      say(writeAnswer({ kind: 'started', seq: item.seq, pid: child.pid }));
    }
    child.on('error', (error) => ended(notStarted(error, item)));
    child.on('exit', (code, signal) => {
      if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      if (timedOut) ended({ timeout: true });
      else ended(signal === null ? { code: code ?? -1 } : { signal });
    });
    if (item.timeout !== undefined)
      limit = countdown(item.timeout, () => {
        timedOut = true;
        if (child.pid !== undefined) signalGroup(child.pid, 'SIGKILL');
      });
  } catch (error) {
    ended(notStarted(error, item));
  }
}

function notStarted(error: unknown, { file }: CommandItem): CommandEnd {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return { program: file, error: code, text: error instanceof Error ? error.message : String(error) };
}

function prepareFiles({ folder, files, stale }: CommandItem): void {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  if (stale !== undefined) {
    mkdirSync(dirname(stale), { recursive: true });
    rmSync(stale, { force: true });
  }
  for (const [path, text] of files) rewrite(path, Buffer.from(text));
}

/** A file that is emptied first goes to the disk as soon as it is closed (ext4's `auto_da_alloc`): 3 ms for each command. */
function rewrite(path: string, bytes: Buffer): void {
  const file = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o666);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    ftruncateSync(file, bytes.length);
  } finally {
    closeSync(file);
  }
}

function end(kill: boolean): void {
  if (ending) return;
  ending = true;
  if (!kill) return leave();
  if (running !== undefined) signalGroup(running.pid, 'SIGKILL');
  // What has left its group is found by its marker: the runner, which would do this, may be gone.
  void killMarked(process.env[WORKER_MARKER] ?? '').finally(leave);
}

function leave(): never {
  if (load?.scratch !== undefined) rmSync(load.scratch, { recursive: true, force: true });
  process.exit(0);
}

function say(line: string): void {
  write(ANSWERS, line);
}

function write(descriptor: number, text: string): void {
  const bytes = Buffer.from(text, 'latin1');
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
  } catch {
    // Nobody reads: the runner is gone, also when its end of the other pipe has not been noticed yet.
    end(true);
  }
}
