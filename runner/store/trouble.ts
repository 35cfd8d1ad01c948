import { RunnerError } from '../../protocol/errors.ts';
import { sqliteCode } from '../runtime.ts';
import { systemCode } from '../systemCode.ts';

/** Whether SQLite says that the file itself is bad, so that it has to be set aside. */
export function isCorrupt(error: unknown): boolean {
  const code = sqliteCode(error) ?? '';
  // SQLITE_ERROR comes from a damaged header ("unsupported file format") or schema text: all our own statements are right.
  return code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB' || code === 'SQLITE_ERROR';
}

/** Whether the connection must be opened again before it is trusted: after a failed write or sync its view of the file may be wrong. */
export function isSuspicious(error: unknown): boolean {
  const code = sqliteCode(error) ?? '';
  return isCorrupt(error) || /^SQLITE_(IOERR|CANTOPEN|READONLY|NOMEM|PROTOCOL)/.test(code);
}

/** Any error as one that a caller can act on: what happened to which file, and what to do. */
export function storeTrouble(error: unknown, file: string): RunnerError {
  if (error instanceof RunnerError) return error;
  const code = sqliteCode(error) ?? systemCode(error);
  if (code === undefined) return new RunnerError('internal', `The results database ${file} could not be used: ${String(error)}.`);
  if (isCorrupt(error))
    return new RunnerError(
      'store-corrupt',
      `The results database ${file} is damaged (${code}); it is set aside and what is readable is recovered when the runner starts again.`,
    );
  if (code.startsWith('SQLITE_CONSTRAINT'))
    return new RunnerError('internal', `The results database ${file} refused a row (${code}: ${String(error)}).`);
  return new RunnerError('store-unavailable', sentence(code, file));
}

function sentence(code: string, file: string): string {
  if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE' || code === 'ENOSPC')
    return `The disk is full, so results cannot be written to ${file}; free some space and the sweep goes on by itself.`;
  if (code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED')
    return `Another program has locked the results database ${file}; the sweep goes on when it lets go.`;
  if (code.startsWith('SQLITE_READONLY') || code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return `The results database ${file} cannot be written (${code}); make its folder writable for you.`;
  return `The results database ${file} cannot be used now (${code}); check the disk and its permissions, and it is tried again.`;
}
