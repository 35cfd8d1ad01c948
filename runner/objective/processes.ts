import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { systemCode } from '../systemCode.ts';
import { WORKER_MARKER } from './environment.ts';

/** Signals a process group; one that is gone already is fine. On Windows there are no groups: the process itself. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, signal);
  } catch (error) {
    // EPERM: macOS says so of a group whose members are all zombies.
    if (!isCode(error, 'ESRCH', 'EPERM')) throw error;
  }
}

/**
 * Kills every process that carries this worker's marker in its environment, wherever it has moved itself (`setsid`,
 * double fork). Linux only; elsewhere the process group has to do. Looks again until nothing is found, because a
 * process may have forked between looking and killing, or may have no environment to see while it starts a program.
 */
export async function killMarked(worker: string): Promise<void> {
  if (process.platform !== 'linux') return;
  const begun = performance.now();
  for (let round = 1, doubts = 0; performance.now() - begun < PATIENCE; round++) {
    const { found, doubtful } = await scan(WORKER_MARKER, worker);
    for (const pid of found) killOne(pid);
    if (found.length === 0 && (!doubtful || ++doubts > MAX_DOUBTS)) return;
    // The processor is theirs: on a busy machine a killed process waits for its turn to die.
    await delay(Math.min(round * 2, 20));
  }
}

/** Processes of this user whose environment has `name=value`; this process itself is left out. */
export async function findMarked(name: string, value: string): Promise<readonly number[]> {
  return (await scan(name, value)).found;
}

/** Milliseconds; a process that cannot be killed (in the middle of a dead network disk) is left. */
const PATIENCE = 5000;
/** A process may have an empty environment for good (`env -i`): after so many rounds it is taken for one. */
const MAX_DOUBTS = 5;

async function scan(name: string, value: string): Promise<{ readonly found: readonly number[]; readonly doubtful: boolean }> {
  const marker = Buffer.from(`${name}=${value}\0`);
  const found: number[] = [];
  const pids = processes();
  let doubtful = pids.length === 0;
  for (const [at, pid] of pids.entries()) {
    // Read at once, because to wait for each of these files takes ten times as long; but others have their turns in between.
    if (at % AT_ONCE === AT_ONCE - 1) await turn();
    const variables = environmentOf(pid);
    if (variables === 'not now') doubtful = true;
    else if (variables?.length === 0) doubtful ||= mayBeStarting(pid);
    else if (variables?.includes(marker) === true) found.push(pid);
  }
  return { found, doubtful };
}

/** All but this one; none while not even that can be read. */
function processes(): readonly number[] {
  try {
    return readdirSync('/proc')
      .map(Number)
      .filter((pid) => pid > 1 && pid !== process.pid);
  } catch (error) {
    if (isCode(error, ...NO_DESCRIPTORS)) return [];
    throw error;
  }
}

/** Processes that are looked at without a pause: less than a millisecond or two. */
const AT_ONCE = 64;
/** This process, or the system, has as many files open as it may. */
const NO_DESCRIPTORS = ['EMFILE', 'ENFILE'];
const KERNEL_THREAD = 0x00200000;

/** Whether a process without an environment may be between two programs: no zombie, no thread of the kernel. */
function mayBeStarting(pid: number): boolean {
  const [state, , , , , , flags] = procText(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? [];
  return state !== undefined && state !== '' && !'ZX'.includes(state) && (Number(flags) & KERNEL_THREAD) === 0;
}

/** Whether a process was stopped by a signal (SIGSTOP, SIGTSTP) and not continued; false where that cannot be known. */
export function isStopped(pid: number): boolean {
  return procText(`/proc/${pid}/stat`).split(') ').at(-1)?.startsWith('T') === true;
}

/** Resident bytes of a process and, with `whole`, of everything below it. 0 where that cannot be known. */
export function residentBytes(pid: number, whole: boolean): number {
  let sum = resident(pid);
  if (!whole) return sum;
  for (const child of childrenOf(pid)) sum += residentBytes(child, true);
  return sum;
}

function resident(pid: number): number {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(procText(`/proc/${pid}/status`))?.[1];
  return kilobytes === undefined ? 0 : Number(kilobytes) * 1024;
}

function childrenOf(pid: number): readonly number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.flatMap((thread) => procText(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number));
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ESRCH', ...NO_DESCRIPTORS)) return [];
    throw error;
  }
}

function procText(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    // The process has ended, or this system has no /proc.
    if (isCode(error, 'ENOENT', 'ESRCH', 'EACCES', ...NO_DESCRIPTORS)) return '';
    throw error;
  }
}

/** The variables of a process, each ended by NUL, until the next call; nothing where they cannot be seen. */
function environmentOf(pid: number): Buffer | 'not now' | undefined {
  let file: number | undefined;
  try {
    file = openSync(`/proc/${pid}/environ`, 'r');
    let length = 0;
    for (let more = 1; more > 0; length += more) {
      if (length + 1 >= environment.length) environment = Buffer.concat([environment], 2 * environment.length);
      more = readSync(file, environment, length, environment.length - length - 1, null);
    }
    // A process may have written over the end of its own.
    environment[length] = 0;
    return environment.subarray(0, length === 0 ? 0 : length + 1);
  } catch (error) {
    if (isCode(error, 'ENOENT', 'ESRCH', 'EACCES', 'EPERM')) return undefined;
    if (isCode(error, ...NO_DESCRIPTORS)) return 'not now';
    throw error;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** Room for the variables of one process. */
let environment = Buffer.alloc(16 * 1024);

function killOne(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!isCode(error, 'ESRCH', 'EPERM')) throw error;
  }
}

function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(systemCode(error) ?? '');
}
