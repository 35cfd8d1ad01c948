/** Which items have changed, in order, so that whoever follows reads only those anew. */
export class Changes {
  #items: number[] = [];
  #forgotten = 0;
  readonly #most: number;

  /** `most`: more changes than these are forgotten, and whoever follows begins anew. */
  constructor(most: number) {
    this.#most = most;
  }

  /** How many there were in all. */
  get count(): number {
    return this.#forgotten + this.#items.length;
  }

  add(item: number): void {
    if (this.#items.length >= this.#most) {
      this.#forgotten += this.#items.length;
      this.#items = [];
    }
    this.#items.push(item);
  }

  /** The items that have changed since there were `count` changes, each once; `undefined` when that is forgotten. */
  since(count: number): readonly number[] | undefined {
    if (count < this.#forgotten) return undefined;
    return count === this.count ? [] : [...new Set(this.#items.slice(count - this.#forgotten))];
  }
}
