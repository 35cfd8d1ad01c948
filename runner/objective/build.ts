import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Failure } from '../../core/sweep/outcome.ts';
import type { Run } from '../../core/task/task.ts';
import { userEnvironment } from './environment.ts';
import { killMarked, signalGroup } from './processes.ts';
import { Ring } from './ring.ts';

/** What `run.build` runs with. */
export interface BuildSetup {
  readonly run: Run;
  readonly taskFile: string;
  readonly token: string;
}

/** Runs `run.build` once, before the first item of a sweep. Answers the failure, if it failed; an abort kills it. */
export async function runBuild({ run, taskFile, token }: BuildSetup, signal: AbortSignal): Promise<Failure | undefined> {
  const [program, ...rest] = run.build ?? [];
  if (program === undefined) return undefined;
  const cwd = resolve(dirname(taskFile), run.cwd ?? '.');
  if (!existsSync(cwd)) return failure('FolderNotFound', `run.build cannot run: the folder ${cwd} does not exist; see run.cwd.`, '');
  const marker = `build-${randomBytes(16).toString('hex')}`;
  const env = userEnvironment(process.env, run, { sweep: token, worker: marker });
  const output = new Ring();
  let pid: number | undefined;
  const kill = (): void => {
    if (pid !== undefined) signalGroup(pid, 'SIGKILL');
  };
  signal.addEventListener('abort', kill, { once: true });
  try {
    const child = spawn(program, rest, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    ({ pid } = child);
    const over = once(child, 'close');
    // Without a descriptor left Node makes no pipes.
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => output.write(chunk));
    // What the build leaves running would hold its pipes open.
    child.on('exit', kill);
    if (signal.aborted) kill();
    await over;
    const { exitCode: code, signalCode: ended } = child;
    if (code === 0) return undefined;
    const tail = Buffer.from(output.look().bytes).toString('utf8').slice(-TAIL_CHARACTERS);
    const said = tail.split(/\r?\n/).findLast((line) => line.trim() !== '');
    const how = ended === null ? `with status ${code ?? 'unknown'}` : `by ${ended}`;
    return failure('BuildFailed', `run.build (${program}) ended ${how}${said === undefined ? '' : `: ${said.trim()}`}.`, tail);
  } catch (error) {
    return failure(
      'ProgramNotFound',
      `run.build could not start ${program}: ${error instanceof Error ? error.message : String(error)}.`,
      '',
    );
  } finally {
    signal.removeEventListener('abort', kill);
    kill();
    await killMarked(marker);
  }
}

const TAIL_CHARACTERS = 64 * 1024;

function failure(type: string, message: string, trace: string): Failure {
  return { kind: 'setup', type, message, trace };
}
