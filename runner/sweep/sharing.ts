/** What sharing needs of the sweep that it is part of. Keys are hexadecimal digits. */
export interface SharingPlace {
  keyOf(item: number): string;
  /** Whether the sweep runs the item with this key, or has a result of it that is not stored yet. */
  holds(key: string): boolean;
  adopt(item: number, key: string): boolean;
  released(item: number, done: boolean): void;
}

/** Items that several sweeps of one runner have in common: each is run by the first that comes to it. */
export class Sharing {
  readonly #place: SharingPlace;
  readonly #others = new Set<Sharing>();
  /** Items of this sweep that another one runs, by key. */
  readonly #awaited = new Map<string, number>();
  /** Nothing is looked up before another sweep has ever been there. */
  #met = false;

  constructor(place: SharingPlace) {
    this.#place = place;
  }

  meet(other: Sharing): void {
    for (const [a, b] of [
      [this, other],
      [other, this],
    ] as const) {
      a.#others.add(b);
      a.#met = true;
    }
  }

  /** What has become of an item of this sweep by the hands of others. */
  look(item: number): 'free' | 'taken' | 'done' {
    if (!this.#met) return 'free';
    const key = this.#place.keyOf(item);
    if (this.#isHeld(key)) {
      this.#awaited.set(key, item);
      return 'taken';
    }
    return this.#place.adopt(item, key) ? 'done' : 'free';
  }

  /** Tells the others that this sweep does not hold a key any more; `done`: a result is stored. */
  tell(key: string, done: boolean): void {
    for (const other of this.#others) other.#released(key, done);
  }

  /** The sweep has ended. */
  leave(): void {
    for (const other of this.#others) {
      other.#others.delete(this);
      for (const key of [...other.#awaited.keys()]) if (!other.#isHeld(key)) other.#released(key, true);
    }
    this.#others.clear();
  }

  #isHeld(key: string): boolean {
    for (const other of this.#others) if (other.#place.holds(key)) return true;
    return false;
  }

  #released(key: string, done: boolean): void {
    const item = this.#awaited.get(key);
    if (item === undefined) return;
    this.#awaited.delete(key);
    this.#place.released(item, done && this.#place.adopt(item, key));
  }
}
