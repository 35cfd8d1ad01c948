import { Worker } from 'node:worker_threads';

/** A thread of the language service, perhaps still starting. */
export interface Thread {
  readonly worker: Worker;
  /** Resolves when the thread has ended, whatever the reason. */
  readonly dead: Promise<Error>;
}

/** Above what a hostile file may cost; a thread that needs more dies alone. */
const HEAP_MEGABYTES = 256;
/** The default of 48 keeps 120 MB more resident while somebody types, and is no faster. */
const YOUNG_MEGABYTES = 8;

export function startThread(file: URL): Thread {
  const worker = new Worker(file, {
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES, maxYoungGenerationSizeMb: YOUNG_MEGABYTES },
    stdin: false,
  });
  const dead = new Promise<Error>((resolve) => {
    worker.once('error', (error) => resolve(error instanceof Error ? error : new Error(String(error))));
    worker.once('exit', (code) => resolve(new Error(`The language service's thread ended with exit code ${code}.`)));
  });
  return { worker, dead };
}
