/** Codes that may cross a process boundary; the message is a sentence for a person. */
export const RUNNER_ERRORS = [
  'store-newer',
  'store-foreign',
  'store-corrupt',
  'store-unavailable',
  'workspace-gone',
  'lock-held',
  'protocol-mismatch',
  'not-authorised',
  'no-such-item',
  'task-invalid',
  'bad-request',
  'too-many-items',
  'interpreter-missing',
  'connection-lost',
  'superseded',
  'internal',
] as const;
export type RunnerErrorCode = (typeof RUNNER_ERRORS)[number];

/** An error that a caller can act on. Crosses the socket as `{code, message}`. */
export class RunnerError extends Error {
  readonly code: RunnerErrorCode;

  constructor(code: RunnerErrorCode, message: string) {
    super(message);
    this.name = 'RunnerError';
    this.code = code;
  }
}
