import type { Failure } from '../../core/sweep/outcome.ts';
import type { CommandItem } from '../../protocol/objective.ts';

/** How a command ended, as the spawner's answer: `{"code":0}` or `{"signal":"SIGSEGV"}`. The runner makes an outcome of it. */
export function commandEnd(code: number | null, signal: NodeJS.Signals | null): string {
  return JSON.stringify(signal === null ? { code } : { signal });
}

/** Why a command could not be started. */
export function spawnFailure(error: unknown, { file }: CommandItem): Failure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = error instanceof Error ? error.message : String(error);
  const reason = REASONS[code] ?? `could not be started (${text})`;
  return { kind: 'start', type: code === '' ? 'SpawnError' : code, message: `${file} ${reason}.`, trace: '' };
}

export function timeoutFailure({ timeout = 0 }: CommandItem): Failure {
  const limit = timeout < 1000 ? `${timeout} ms` : `${timeout / 1000} s`;
  return { kind: 'timeout', type: 'Timeout', message: `The item ran longer than its limit of ${limit} and was stopped.`, trace: '' };
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'was not found; check its name, PATH, or its path relative to run.cwd',
  EACCES: 'may not be executed; check its permissions (chmod +x)',
  ENOEXEC: 'is not a program; a script needs a first line like #!/bin/sh',
  E2BIG: 'was given more arguments than the system allows (E2BIG); pass long parameters through the parameters file',
  EAGAIN: 'could not be started, because this user has too many processes',
};
