/** Lets calls that go by the same name run one after the other, in the order in which they came. */
export class Turns {
  readonly #last = new Map<string, Promise<void>>();

  /** Whether a call runs or waits. */
  get busy(): boolean {
    return this.#last.size > 0;
  }

  take<Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> {
    const answer = (this.#last.get(name) ?? Promise.resolve()).then(call);
    const over: Promise<void> = answer.then(
      () => this.#leave(name, over),
      () => this.#leave(name, over),
    );
    this.#last.set(name, over);
    return answer;
  }

  /** Resolves when every call that is known now is over. */
  async settled(): Promise<void> {
    await Promise.all(this.#last.values());
  }

  #leave(name: string, over: Promise<void>): void {
    if (this.#last.get(name) === over) this.#last.delete(name);
  }
}
