import { inSlices, type Steps } from './steps.ts';

/** `ahead` is what a person waits for. */
export type Lane = 'ahead' | 'behind';

/** Two lanes of long work: while an answer that a person waits for is computed, what is made beside it stands still. */
export class Lanes {
  #ahead = 0;
  #clear = Promise.withResolvers<void>();

  /** Steps that a person waits for. They must not wait for any that are behind. */
  async ahead<Answer>(steps: Steps<Answer>, signal?: AbortSignal): Promise<Answer> {
    this.#ahead++;
    try {
      return await inSlices(steps, { signal });
    } finally {
      this.#ahead--;
      if (this.#ahead === 0) {
        // In the next turn, so that the answer leaves first.
        setImmediate(this.#clear.resolve);
        this.#clear = Promise.withResolvers();
      }
    }
  }

  /** Steps of which each slice lets those that are ahead go first. */
  behind<Answer>(steps: Steps<Answer>, signal?: AbortSignal): Promise<Answer> {
    return inSlices(steps, { signal, pause: () => (this.#ahead > 0 ? this.#clear.promise : undefined) });
  }
}
