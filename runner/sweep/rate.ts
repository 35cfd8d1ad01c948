/** Items a second over the last ten seconds, and the time that is left at that pace. */
export class Rate {
  readonly #marks: { readonly at: number; readonly finished: number }[];

  constructor(startedAt: number) {
    this.#marks = [{ at: startedAt, finished: 0 }];
  }

  mark(at: number, finished: number): void {
    const last = this.#marks.at(-1);
    if (last && at - last.at < SPACING) return;
    this.#marks.push({ at, finished });
    while (this.#marks.length > 2 && at - (this.#marks[1]?.at ?? at) > WINDOW) this.#marks.shift();
  }

  itemsPerSecond(at: number, finished: number): number {
    const first = this.#marks[0];
    const elapsed = first ? (at - first.at) / 1000 : 0;
    return first && elapsed > 0 ? (finished - first.finished) / elapsed : 0;
  }

  /** `undefined` until something has finished. */
  secondsLeft(at: number, finished: number, selected: number): number | undefined {
    const pace = this.itemsPerSecond(at, finished);
    return pace > 0 ? (selected - finished) / pace : undefined;
  }
}

/** Milliseconds. */
const WINDOW = 10_000;
const SPACING = 250;
