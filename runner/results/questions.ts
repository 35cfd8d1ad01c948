import { RunnerError } from '../../protocol/errors.ts';
import type { PageRequest } from '../../protocol/runner.ts';

/** Which order of rows each asker wants now: an older question of it is not worth to be answered any more. */
export class Questions {
  /** In order of use. */
  readonly #asked = new Map<string, { readonly order: string; readonly abort: AbortController }>();

  /** Ends the asker's question for another order; the answer ends when a newer one comes. */
  begin({ asker, file, where, sort, descending, states, fold }: PageRequest): AbortSignal | undefined {
    if (asker === undefined) return undefined;
    const order = JSON.stringify([file, where, sort, descending, states, fold]);
    const before = this.#asked.get(asker);
    if (before?.order === order) return before.abort.signal;
    before?.abort.abort(new RunnerError('superseded', 'Another filter or sort was asked for meanwhile.'));
    const abort = new AbortController();
    this.#asked.delete(asker);
    this.#asked.set(asker, { order, abort });
    for (const oldest of this.#asked.keys()) if (this.#asked.size > MOST_ASKERS) this.#asked.delete(oldest);
    return abort.signal;
  }
}

const MOST_ASKERS = 50;
