/** What a ring keeps: the newest bytes, and how many older ones were dropped. */
export interface Kept {
  readonly bytes: Uint8Array;
  readonly dropped: number;
}

/** How much of each output stream of an item is kept. */
export const KEPT_BYTES = 1024 * 1024;

const FIRST_BYTES = 4096;
const EMPTY = new Uint8Array(0);

/** Keeps the last `KEPT_BYTES` bytes written to it, in at most that much memory, however much is written. */
export class Ring {
  #buffer: Buffer = Buffer.alloc(0);
  #written = 0;

  write(chunk: Uint8Array): void {
    if (chunk.length === 0) return;
    const tail = chunk.length > KEPT_BYTES ? chunk.subarray(chunk.length - KEPT_BYTES) : chunk;
    this.#written += chunk.length - tail.length;
    this.#grow(Math.min(this.#written + tail.length, KEPT_BYTES));
    const size = this.#buffer.length;
    const at = this.#written % size;
    const first = Math.min(tail.length, size - at);
    this.#buffer.set(tail.subarray(0, first), at);
    this.#buffer.set(tail.subarray(first), 0);
    this.#written += tail.length;
  }

  /** A copy of what is kept. */
  look(): Kept {
    if (this.#written === 0) return { bytes: EMPTY, dropped: 0 };
    const size = this.#buffer.length;
    if (this.#written <= size) return { bytes: Uint8Array.prototype.slice.call(this.#buffer, 0, this.#written), dropped: 0 };
    const at = this.#written % size;
    const bytes = new Uint8Array(size);
    bytes.set(this.#buffer.subarray(at), 0);
    bytes.set(this.#buffer.subarray(0, at), size - at);
    return { bytes, dropped: this.#written - size };
  }

  /** What is kept; the ring is empty afterwards. */
  take(): Kept {
    const kept = this.look();
    this.#written = 0;
    return kept;
  }

  /** Doubles up to the full size. Only a full-size ring ever wraps, so a smaller one is copied as it lies. */
  #grow(needed: number): void {
    if (needed <= this.#buffer.length) return;
    let size = Math.max(this.#buffer.length, FIRST_BYTES);
    while (size < needed) size *= 2;
    const larger = Buffer.allocUnsafe(size);
    larger.set(this.#buffer, 0);
    this.#buffer = larger;
  }
}
