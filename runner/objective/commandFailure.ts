import * as z from 'zod';
import type { Failure } from '../../core/sweep/outcome.ts';
import type { CommandRun, FailureKind, ShellRun } from '../../core/task/task.ts';
import type { CommandEnd } from '../../protocol/objective.ts';
import { deathFailure } from './death.ts';
import type { Job } from './worker.ts';

/** Reads what a spawner says of the end of a command. */
export function readCommandEnd(text: string): CommandEnd {
  return CommandEndText.parse(JSON.parse(text));
}

const CommandEndText = z.union([
  z.object({ code: z.number() }),
  z.object({ signal: z.string() }),
  z.object({ timeout: z.literal(true) }),
  z.object({ program: z.string(), error: z.string(), text: z.string() }),
  z.object({ refused: z.string() }),
]);

/** The failure of a command that has ended so; `undefined` for an exit status that the task accepts. `stderr` is the end of what it said. */
export function commandFailure(
  end: CommandEnd,
  run: CommandRun | ShellRun,
  { job, stderr }: { readonly job: Job; readonly stderr: string },
): Failure | undefined {
  const fail = (kind: FailureKind, type: string, message: string): Failure => ({
    kind,
    type,
    message,
    trace: stderr.slice(-TAIL_CHARACTERS),
  });
  if ('refused' in end) return fail('start', 'CommandLine', end.refused);
  if ('error' in end) return fail('start', end.error === '' ? 'SpawnError' : end.error, notStarted(end));
  if ('timeout' in end) return deathFailure({ code: null, signal: null }, { kind: 'timeout', seq: job.seq, limit: job.timeout ?? 0 }, '');
  if ('signal' in end) return fail('signal', end.signal, signalMessage(end.signal, stderr));
  if (run.successCodes.includes(end.code)) return undefined;
  return fail('exit', 'Exit', `${lastLine(stderr) ?? 'The command failed without a message'} (exit status ${end.code})`);
}

/** How much of the end of standard error a failure keeps. */
export const TAIL_CHARACTERS = 16 * 1024;

function notStarted({ program, error, text }: Extract<CommandEnd, { error: string }>): string {
  return `${program} ${REASONS[error] ?? `could not be started (${text})`}.`;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'was not found; check its name, PATH, or its path relative to run.cwd',
  EACCES: 'may not be executed; check its permissions (chmod +x)',
  ENOEXEC: 'is not a program; a script needs a first line like #!/bin/sh',
  E2BIG: 'was given more arguments than the system allows (E2BIG); pass long parameters through the parameters file',
  EAGAIN: 'could not be started, because this user has too many processes',
};

function signalMessage(signal: string, stderr: string): string {
  const cause = signal === 'SIGKILL' ? 'was killed (SIGKILL), likely because the machine ran out of memory' : `was ended by ${signal}`;
  const said = lastLine(stderr);
  return `The command ${cause}${said === undefined ? '' : `: ${said}`}`;
}

function lastLine(stderr: string): string | undefined {
  return stderr
    .split(/\r?\n/)
    .findLast((line) => line.trim() !== '')
    ?.trim()
    .slice(0, 2000);
}
