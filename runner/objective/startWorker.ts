import type { Failure } from '../../core/sweep/outcome.ts';
import { systemCode } from '../systemCode.ts';
import { startCommandWorker } from './command.ts';
import { startNodeWorker } from './node.ts';
import { startPythonWorker } from './python.ts';
import type { ObjectiveWorker, StartWorker, WorkerEvents } from './worker.ts';

/** Starts the worker that fits the objective of the task. */
export const startWorker: StartWorker = (setup, events) => {
  try {
    return starters[setup.run.kind](setup, events);
  } catch (error) {
    // Its temporary folder cannot be made, say: the sweep is told as it is told of a program that is missing.
    if (systemCode(error) === undefined || !(error instanceof Error)) throw error;
    return neverStarted(events, error.message);
  }
};

const starters = { python: startPythonWorker, node: startNodeWorker, command: startCommandWorker, shell: startCommandWorker } as const;

function neverStarted(events: WorkerEvents, why: string): ObjectiveWorker {
  const failure: Failure = { kind: 'start', type: 'WorkerFailed', message: `A worker could not be started: ${why}.`, trace: '' };
  setImmediate(() => events.ended({ kind: 'refused', failure }));
  return { send: (jobs) => events.returned(jobs.map(({ seq }) => seq)), stop: () => Promise.resolve(), peek: () => undefined };
}
