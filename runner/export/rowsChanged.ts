import { RunnerError } from '../../protocol/errors.ts';

/** Files are written in a second reading of the rows: what no longer fits the first one is no result of a sweep at rest. */
export function rowsChanged(): RunnerError {
  return new RunnerError('bad-request', 'The rows changed while they were written, so nothing was; try again when the sweep has ended.');
}
