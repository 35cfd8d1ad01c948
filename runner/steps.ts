import { setImmediate as nextTurn } from 'node:timers/promises';

/** Long work in steps of a few milliseconds: each `yield` is a place where something else may run. */
export type Steps<Answer> = Generator<void, Answer, void>;

/** Does all steps at once. */
export function finish<Answer>(steps: Steps<Answer>): Answer {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** When steps go on. */
export interface Pace {
  readonly signal?: AbortSignal | undefined;
  /** Asked before each slice: what has to be waited for. */
  readonly pause?: () => Promise<void> | undefined;
}

/** Does steps in slices, between which the process answers others; rejects with the signal's reason when it is aborted. */
export async function inSlices<Answer>(steps: Steps<Answer>, { signal, pause }: Pace = {}): Promise<Answer> {
  for (;;) {
    await pause?.();
    signal?.throwIfAborted();
    const until = performance.now() + SLICE;
    do {
      const step = steps.next();
      if (step.done === true) return step.value;
    } while (performance.now() < until);
    await nextTurn();
  }
}

/** Milliseconds. */
const SLICE = 15;
