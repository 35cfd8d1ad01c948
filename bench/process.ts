import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

/** What one program took from its start to its end, with everything that it started. */
export interface Measured {
  readonly seconds: number;
  /** User and system seconds of the whole tree, in steps of 10 ms; NaN where there is no /proc. */
  readonly cpu: number;
  /** Peak resident bytes of the program itself, and of the tree (shared pages count in each process); NaN without /proc. */
  readonly peak: number;
  readonly treePeak: number;
  readonly stdout: string;
}

export interface Program {
  readonly command: readonly string[];
  readonly folder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program to its end. Throws when it fails, with what it said. One at a time: CPU is this process's children's. */
export async function measure({ command, folder, env }: Program): Promise<Measured> {
  const [file = '', ...rest] = command;
  const cpuBefore = childrenCpu();
  const started = performance.now();
  const child = spawn(file, rest, { cwd: folder, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  const output = [child.stdout, child.stderr].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString('utf8');
  });
  const memory = watchMemory(child.pid ?? 0);
  await once(child, 'exit');
  const seconds = (performance.now() - started) / 1000;
  memory.stop();
  if (!child.stdout.closed) await once(child, 'close');
  const [stdout = '', stderr = ''] = output.map((read) => read());
  if (child.exitCode !== 0) throw new Error(`${command.join(' ')} ended with ${child.exitCode ?? child.signalCode}: ${stderr}${stdout}`);
  return { seconds, cpu: childrenCpu() - cpuBefore, peak: memory.peak(), treePeak: memory.treePeak(), stdout };
}

/** Seconds of user and system time of all children that have ended, and of theirs: fields 16 and 17 of /proc/self/stat. */
function childrenCpu(): number {
  const text = readProc('self/stat');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return text === '' ? Number.NaN : (Number(fields[13]) + Number(fields[14])) / TICKS;
}

const TICKS = 100;

interface Memory {
  stop(): void;
  peak(): number;
  treePeak(): number;
}

function watchMemory(pid: number): Memory {
  let peak = Number.NaN;
  let treePeak = Number.NaN;
  const timer = setInterval(() => {
    peak = larger(peak, statusBytes(pid, 'VmHWM'));
    treePeak = larger(
      treePeak,
      treeOf(pid).reduce((sum, one) => sum + (statusBytes(one, 'VmRSS') || 0), 0),
    );
  }, PERIOD);
  return { stop: () => clearInterval(timer), peak: () => peak, treePeak: () => treePeak };
}

/** Milliseconds between looks at the tree's memory. The program's own peak is kept by the system and misses nothing. */
const PERIOD = 20;

function larger(before: number, now: number): number {
  return Number.isNaN(before) || now > before ? now : before;
}

function statusBytes(pid: number, name: string): number {
  const found = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readProc(`${pid}/status`));
  return found ? Number(found[1]) * 1024 : Number.NaN;
}

function treeOf(pid: number): readonly number[] {
  const children = namesIn(`${pid}/task`).flatMap((task) => readProc(`${pid}/task/${task}/children`).split(' '));
  return [pid, ...children.filter((one) => one !== '').flatMap((one) => treeOf(Number(one)))];
}

/** Empty when the process has ended, or where there is no /proc. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return '';
    throw error;
  }
}

function namesIn(path: string): readonly string[] {
  try {
    return readdirSync(`/proc/${path}`);
  } catch (error) {
    if (error instanceof Error && 'code' in error) return [];
    throw error;
  }
}
