import { startCommandWorker } from './command.ts';
import { startNodeWorker } from './node.ts';
import { startPythonWorker } from './python.ts';
import type { StartWorker } from './worker.ts';

/** Starts the worker that fits the objective of the task. */
export const startWorker: StartWorker = (setup, events) => {
  switch (setup.run.kind) {
    case 'python':
      return startPythonWorker(setup, events);
    case 'node':
      return startNodeWorker(setup, events);
    case 'command':
    case 'shell':
      return startCommandWorker(setup, events);
  }
};
