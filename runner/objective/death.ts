import type { Failure } from '../../core/sweep/outcome.ts';
import type { FailureKind } from '../../core/task/task.ts';

/** Why a worker's process is no more: by our hand, or by its own. */
export type Cause =
  | { readonly kind: 'timeout'; readonly seq: number; readonly limit: number }
  | { readonly kind: 'memory'; readonly bytes: number; readonly cap: number }
  | { readonly kind: 'garbage'; readonly detail: string }
  | { readonly kind: 'deaf' }
  | { readonly kind: 'said'; readonly failure: Failure };

/** What the operating system said. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The error of the operating system where the program could not be started at all. */
  readonly notStarted?: string;
}

/** The failure of the item that was running when a worker died. `tail` is the end of its standard error. */
export function deathFailure(exit: Exit, cause: Cause | undefined, tail: string): Failure {
  return cause === undefined ? ownDeath(exit, tail) : ourDeath(cause, tail);
}

/** `2 s`, `250 ms`: a limit as people write it. */
function showDuration(milliseconds: number): string {
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${Number((milliseconds / 1000).toPrecision(3))} s`;
}

function ourDeath(cause: Cause, tail: string): Failure {
  switch (cause.kind) {
    case 'timeout':
      return failure('timeout', 'Timeout', `The item ran longer than its limit of ${showDuration(cause.limit)} and was stopped.`, tail);
    case 'memory':
      return failure(
        'oom',
        'MemoryLimit',
        `The item used ${mebibytes(cause.bytes)} of memory, more than its limit of ${mebibytes(cause.cap)}, and was stopped.`,
        tail,
      );
    case 'garbage':
      return failure(
        'crash',
        'Protocol',
        `The worker's answer could not be read (${cause.detail}); the objective must not write to file descriptors it has not opened.`,
        tail,
      );
    case 'deaf':
      return failure('crash', 'Protocol', 'The objective closed the file descriptor on which the worker answers.', tail);
    case 'said':
      return cause.failure;
  }
}

function ownDeath({ code, signal }: Exit, tail: string): Failure {
  if (/heap out of memory|Allocation failed - JavaScript/.test(tail)) {
    return failure('oom', 'HeapOutOfMemory', 'The JavaScript heap ran out of memory.', tail);
  }
  if (signal === 'SIGKILL') {
    return failure('signal', signal, 'The process was killed (SIGKILL), likely because the machine ran out of memory.', tail);
  }
  if (signal !== null) return failure('signal', signal, `The process was ended by ${signal}${MEANING[signal] ?? ''}.`, tail);
  if (code === ANSWER_LOST) return ourDeath({ kind: 'deaf' }, tail);
  if (code === 0) return failure('crash', 'NoResult', 'The process ended with status 0 before it answered.', tail);
  return failure('exit', 'Exit', `The process ended with status ${code ?? 'unknown'} before it answered.`, tail);
}

/** EX_IOERR: what our workers end with when their answers cannot be written. */
const ANSWER_LOST = 74;

const MEANING: Readonly<Record<string, string>> = {
  SIGSEGV: ', a crash in native code',
  SIGABRT: ': it aborted itself',
  SIGBUS: ', a crash in native code',
  SIGFPE: ', an arithmetic fault in native code',
  SIGILL: ', an illegal instruction',
};

function failure(kind: FailureKind, type: string, message: string, trace: string): Failure {
  return { kind, type, message, trace };
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MiB`;
}
