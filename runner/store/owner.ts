import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { RunnerError } from '../../protocol/errors.ts';
import type { Sqlite } from '../runtime.ts';
import { immediately } from './immediately.ts';

/** Which process may write. A process is told from another by all four, because numbers are given again. */
export interface Owner {
  readonly host: string;
  readonly boot: string;
  readonly pid: number;
  readonly started: string;
}

/** This process. */
function thisProcess(): Owner {
  return { host: hostname(), boot: fromProc('/proc/sys/kernel/random/boot_id'), pid: process.pid, started: startOf(process.pid) };
}

/** Makes this process the writer: raises the epoch, so that commits of an owner before fail from now on. */
export function claim(db: Sqlite, install: string): number {
  return immediately(db, () => {
    const epoch = (db.prepare<[], number>('SELECT epoch FROM owner WHERE id = 1').pluck().get() ?? 0) + 1;
    const { host, boot, pid, started } = thisProcess();
    db.prepare('INSERT OR REPLACE INTO owner (id, epoch, install, host, boot, pid, started) VALUES (1, ?, ?, ?, ?, ?, ?)').run(
      epoch,
      install,
      host,
      boot,
      pid,
      started,
    );
    return epoch;
  });
}

/** A check for use inside write transactions: throws `lock-held` when another process has become the writer. */
export function epochCheck(db: Sqlite, epoch: number): () => void {
  const current = db.prepare<[], number>('SELECT epoch FROM owner WHERE id = 1').pluck();
  return () => {
    if (current.get() !== epoch) throw takenOver(ownerOf(db));
  };
}

/** The error of a writer that is not the owner any more. */
export function takenOver(owner: Owner | undefined): RunnerError {
  const who = owner === undefined ? '' : ` (process ${owner.pid} on ${owner.host})`;
  return new RunnerError(
    'lock-held',
    `Another runner${who} has taken over this workspace, so this one stops writing results; attach to that one.`,
  );
}

/** An owner as a database names it. */
export interface OwnerRow extends Owner {
  readonly epoch: number;
}

/** Who last opened a database for writing. */
export function ownerOf(db: Sqlite): OwnerRow | undefined {
  return db.prepare<[], OwnerRow>('SELECT epoch, host, boot, pid, started FROM owner WHERE id = 1').get();
}

/** Whether that process is another one than this and still runs here. A row from another machine means that the file was copied. */
export function isLivingOther(owner: Owner): boolean {
  const me = thisProcess();
  if (owner.host !== me.host || owner.boot !== me.boot || owner.started === '') return false;
  return (owner.pid !== me.pid || owner.started !== me.started) && startOf(owner.pid) === owner.started;
}

/** Start time in clock ticks since boot where the system tells; empty for a process that is gone. */
function startOf(pid: number): string {
  const stat = fromProc(`/proc/${pid}/stat`);
  // The second field is a name in parentheses and may hold anything; the start time is the 20th field after it.
  if (stat !== '') return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  if (process.platform === 'linux') return '';
  try {
    process.kill(pid, 0);
    return 'running';
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM' ? 'running' : '';
  }
}

function fromProc(path: string): string {
  if (process.platform !== 'linux') return '';
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    // No such process, or a container without /proc: then nothing is known.
    return '';
  }
}
