import { Worker } from 'node:worker_threads';
import { programPath } from '../assets.ts';
import type { CommitSetup, FromCommitter, Group, Release } from './commitMessages.ts';

/** The thread that commits beside the main one (committer.ts), started when there is so much to commit that it is worth it. */
export interface Aside {
  /** Whether it takes a group of so many rows now. */
  takes(rows: number): boolean;
  /** Commits, and answers once; groups are taken in their order. */
  commit(group: Group, answered: (answer: Exclude<FromCommitter, { kind: 'ready' }>) => void): void;
  /** Whether an answer is still to come. */
  readonly busy: boolean;
  /** Waits until it has no connection open. */
  release(): void;
  /** Ends it; the next large group starts it again. */
  close(): void;
}

/** `allowed`: whether a second connection to the database may be opened. */
export function openAside(database: string, allowed: boolean): Aside {
  let thread: Thread | undefined;
  let groups = 0;
  return {
    takes(rows) {
      if (rows >= WORTH_A_THREAD) groups++;
      // The first one may be the whole sweep, and to start the thread takes longer than to commit several of them.
      if (thread === undefined && allowed && groups > 1) thread = startThread({ database });
      return thread?.isReady() === true;
    },
    commit: (group, answered) => thread?.commit(group, answered),
    get busy() {
      return thread?.isBusy() === true;
    },
    release: () => thread?.release(),
    close() {
      thread?.release();
      thread?.end();
      thread = undefined;
      groups = 0;
    },
  };
}

/** Rows in one group: below, the main thread is done before another one would be. */
const WORTH_A_THREAD = 1000;
/** MB: rows live for one commit. */
const YOUNG_HEAP = 8;

interface Thread extends Pick<Aside, 'commit' | 'release'> {
  isReady(): boolean;
  isBusy(): boolean;
  end(): void;
}

function startThread(setup: CommitSetup): Thread {
  const worker = new Worker(programPath('committer'), { workerData: setup, resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP } });
  let ready = false;
  /** Whether it may have a connection. */
  let connected = false;
  const waiting: Parameters<Aside['commit']>[1][] = [];
  worker.unref();
  worker.on('message', (answer: FromCommitter) => {
    if (answer.kind === 'ready') {
      ready = true;
      return;
    }
    const answered = waiting.shift();
    if (waiting.length === 0) worker.unref();
    answered?.(answer);
  });
  // Whether the last group is stored would not be known: the runner ends, and the next one looks.
  worker.on('error', (error) => {
    throw error;
  });
  return {
    isReady: () => ready,
    isBusy: () => waiting.length > 0,
    commit(group, answered) {
      connected = true;
      waiting.push(answered);
      worker.ref();
      worker.postMessage(group, [group.runs.keys.buffer, group.runs.numbers.buffer]);
    },
    release() {
      if (!connected) return;
      connected = false;
      const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
      worker.postMessage({ kind: 'release', done } satisfies Release);
      Atomics.wait(done, 0, 0);
    },
    end: () => void worker.terminate(),
  };
}
