import { AsyncLocalStorage } from 'node:async_hooks';
import { writeSync } from 'node:fs';
import { BroadcastChannel, workerData } from 'node:worker_threads';
import type { Failure } from '../../core/sweep/outcome.ts';
import { decode } from '../../core/value/encode.ts';
import { type LoadMessage, writeAnswer } from '../../protocol/objective.ts';
import { CANCEL_CHANNEL } from './cancel.ts';
import { type ContextItem, type ContextPlace, ItemContext } from './context.ts';
import { thrownFailure } from './failure.ts';
import { loadObjective, type Objective } from './objective.ts';
import { encodeOutputs } from './outputs.ts';
import { plainParameters } from './parameters.ts';
import { takeStreams } from './streams.ts';

/** What a batch came to: how many of its items were answered, and whether the thread has to be replaced. */
export interface BatchEnd {
  readonly answered: number;
  readonly spoilt: boolean;
}

/** Descriptor of the answers. A thread writes there itself, so that an answer survives whatever the next item does. */
const ANSWERS = 4;
/** Seconds; a longer item is always marked, because native code or a child may have printed, which takes longer. */
const LONG = 0.0005;

interface Running {
  readonly seq: number;
  /** Ends an asynchronous item with an error that came from its own timers or unhandled promises. */
  fail?: (error: unknown) => void;
}

// SAFETY: the pool (pool.ts) passes the LoadMessage as worker data; piscina wraps nothing around it.
const load = workerData as LoadMessage;
const streams = takeStreams(load.token);
const items = new AsyncLocalStorage<Running>();
const cancelled = new AbortController();
const place: ContextPlace = { root: load.root, signal: cancelled.signal, answer: send };
const thread: { objective: Objective | undefined; running: Running | undefined; spoilt: boolean } = {
  objective: undefined,
  running: undefined,
  spoilt: false,
};

process.on('uncaughtException', late);
process.on('unhandledRejection', late);
listenForCancel();

/** Piscina task: loads the objective. Answers the failure, if it failed. */
export async function prepare(): Promise<Failure | undefined> {
  const loaded = await loadObjective(load);
  if (typeof loaded !== 'function') return loaded;
  thread.objective = loaded;
  return undefined;
}

/** Piscina task: runs the items of one `RunMessage`, given as its line, from the one numbered `from` on. */
export async function runBatch({ line, from }: { readonly line: string; readonly from: number }): Promise<BatchEnd> {
  const batch = readItems(line);
  for (let at = from; at < batch.length; at++) {
    const item = batch[at];
    if (item === undefined) break;
    const pending = runItem(item, at === batch.length - 1);
    // Only an item that is asynchronous costs a turn of the loop.
    if (pending !== undefined) await pending;
    if (thread.spoilt) return { answered: at + 1, spoilt: true };
  }
  return { answered: batch.length, spoilt: false };
}

interface BatchItem extends ContextItem {
  readonly parameters: unknown;
}

function readItems(line: string): readonly BatchItem[] {
  // SAFETY: written by runner/objective/launch.ts: `[seq, parameters, seed, replicate, folder]`.
  const { items: raw } = plainParameters(line, decode) as {
    readonly items: readonly (readonly [number, unknown, number, number, string])[];
  };
  return raw.map(([seq, parameters, seed, replicate, folder]) => ({ seq, parameters, seed, replicate, folder }));
}

function runItem(item: BatchItem, last: boolean): Promise<void> | undefined {
  const begun = performance.now();
  const running: Running = { seq: item.seq };
  thread.running = running;
  const end = (settle: () => string): void => answer(item.seq, begun, { last, settle });
  try {
    const result = items.run(running, () => thread.objective?.(item.parameters, new ItemContext(item, place)));
    if (!isThenable(result)) {
      end(() => encodeOutputs(result));
      return undefined;
    }
    const failing = Promise.withResolvers<never>();
    running.fail = failing.reject;
    return Promise.race([result, failing.promise]).then(
      (value) => end(() => encodeOutputs(value)),
      (error: unknown) => end(() => rethrow(error)),
    );
  } catch (error) {
    end(() => rethrow(error));
    return undefined;
  }
}

function answer(seq: number, begun: number, { last, settle }: { readonly last: boolean; readonly settle: () => string }): void {
  let outputs: string | undefined;
  let failure: Failure | undefined;
  try {
    outputs = settle();
  } catch (error) {
    failure = thrownFailure(error);
  }
  thread.running = undefined;
  const seconds = (performance.now() - begun) / 1000;
  const marked = streams.touched() || last || seconds >= LONG;
  if (marked) streams.mark(seq);
  send(
    writeAnswer(
      failure === undefined
        ? { kind: 'value', seq, seconds, marked, outputs: outputs ?? '{}' }
        : { kind: 'failure', seq, seconds, marked, failure },
    ),
  );
}

/** An error that nobody caught: the running item's own, or a late one of an earlier item, which spoils the thread. */
function late(error: unknown): void {
  const owner = items.getStore();
  if (owner?.fail !== undefined && owner === thread.running) {
    owner.fail(error);
    return;
  }
  thread.spoilt = true;
  const { type, message } = thrownFailure(error);
  process.stderr.write(`A late error of an earlier item (not counted): ${type}: ${message}\n`);
}

/** A line is ASCII: what of it is written is as many characters as bytes. */
function send(line: string): void {
  for (let left = line; left !== ''; ) left = left.slice(writeSync(ANSWERS, left, undefined, 'latin1'));
}

function rethrow(error: unknown): never {
  throw error;
}

function isThenable(result: unknown): result is PromiseLike<unknown> {
  return typeof result === 'object' && result !== null && 'then' in result && typeof result.then === 'function';
}

function listenForCancel(): void {
  const channel = new BroadcastChannel(CANCEL_CHANNEL);
  channel.addEventListener('message', () => cancelled.abort());
  channel.unref();
}
