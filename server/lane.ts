import { type Channel, openThreadChannel } from '../protocol/channel.ts';
import type { Question, QuestionAnswer, QuestionRequest, OpenText, ServiceApi } from './serviceApi.ts';
import type { Thread } from './thread.ts';
import { watchdog } from './watchdog.ts';

/** How a question ended; `hung` when the worker gave no answer in time or died over it. */
export type LaneAnswer<Q extends Question> = { readonly kind: 'answer'; readonly value: QuestionAnswer<Q> } | { readonly kind: 'hung' };

export interface LaneOptions {
  readonly thread: Thread;
  readonly folders: readonly string[];
  /** Milliseconds that one question may compute. */
  readonly budget: number;
}

/** One worker thread under a watchdog. It is used for one question at a time and is finished after the first that hangs. */
export interface Lane {
  /** Rejects when the worker cannot start. */
  readonly ready: Promise<void>;
  setFolders(folders: readonly string[]): void;
  filesChanged(change: { readonly files: readonly string[]; readonly structural: boolean }): void;
  /** Resolves when the thread has done once what questions need. */
  warmUp(): Promise<void>;
  /** Hands over texts that the question needs first. Rejects with the worker's own error when answering fails. */
  ask<Q extends Question>(question: Q, request: QuestionRequest<Q>, how: LaneAsk): Promise<LaneAnswer<Q>>;
  stop(): void;
}

/** How a question is put: after which texts, and with how many times the usual time. */
export interface LaneAsk {
  readonly texts: readonly OpenText[];
  readonly patience: number;
}

export function openLane(options: LaneOptions): Lane {
  const { worker, dead } = options.thread;
  const remote = openThreadChannel<ServiceApi>(worker, {});
  const stop = () => void worker.terminate();
  let isDead = false;
  let giveUp = (): void => undefined;
  void dead.then(() => {
    isDead = true;
    giveUp();
  });
  const ready = Promise.race([remote.configure({ folders: options.folders }), dead.then((error) => Promise.reject(error))]);
  return {
    ready,
    setFolders: (folders) => void remote.configure.asEvent({ folders }),
    filesChanged: (change) => void remote.filesChanged.asEvent(change),
    warmUp: () => Promise.race([remote.warmUp(), dead.then(() => undefined)]),
    stop,
    async ask(question, request, { texts, patience }) {
      let unwatch = (): void => undefined;
      // One promise for both ends: `dead.then` at every question would keep every answer alive as long as the thread is.
      const late = new Promise<{ kind: 'hung' }>((resolve) => {
        giveUp = () => resolve({ kind: 'hung' });
        if (isDead) giveUp();
        else unwatch = watchdog(worker, options.budget * patience, giveUp);
      });
      if (texts.length > 0) void remote.sync.asEvent(texts);
      const answer = await Promise.race([call(remote, question, request), late]).finally(() => unwatch());
      if (answer.kind === 'hung') stop();
      return answer;
    },
  };
}

async function call<Q extends Question>(remote: Channel<ServiceApi>, question: Q, request: QuestionRequest<Q>): Promise<LaneAnswer<Q>> {
  // SAFETY: a method of `Questions` takes the request and gives the answer of its own name; the compiler cannot follow that through `Q`.
  const method = remote[question] as unknown as (request: QuestionRequest<Q>) => Promise<QuestionAnswer<Q>>;
  return { kind: 'answer', value: await method(request) };
}
