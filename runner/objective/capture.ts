import { type Kept, Ring } from './ring.ts';
import type { ItemOutput } from './worker.ts';

/** Cuts a worker's two output streams into items at the marks that the worker writes (protocol/objective.ts). */
export class Capture {
  readonly #streams: readonly [Cutter, Cutter];

  constructor(token: string) {
    this.#streams = [new Cutter(token), new Cutter(token)];
  }

  /** `stream` is 0 for standard output, 1 for standard error. */
  push(stream: 0 | 1, chunk: Buffer): void {
    this.#streams[stream].push(chunk);
  }

  /** Both streams have ended: no mark is to be waited for. */
  end(stream: 0 | 1): void {
    this.#streams[stream].ended = true;
  }

  /** Whether everything that an item printed has come. */
  has(seq: number): boolean {
    return this.#streams.every((stream) => stream.ended || stream.cuts.has(seq));
  }

  /** The output of a marked item, once; whatever has come so far where its mark is missing. */
  take(seq: number): ItemOutput | undefined {
    return output(this.#streams[0].take(seq), this.#streams[1].take(seq));
  }

  /** What the running item has printed since the last mark. */
  look(): ItemOutput {
    const [stdout, stderr] = this.#streams;
    return output(stdout.ring.look(), stderr.ring.look()) ?? NOTHING;
  }
}

const NOTHING: ItemOutput = { stdout: new Uint8Array(0), stderr: new Uint8Array(0), droppedStdout: 0, droppedStderr: 0 };
const MARK_START = 0x1e;
const LINE_FEED = 0x0a;
/** Longest end of a mark: `:`, digits of a safe integer, the closing byte, the line feed. */
const MARK_END_BYTES = 20;

class Cutter {
  readonly ring = new Ring();
  readonly cuts = new Map<number, Kept>();
  ended = false;
  readonly #needle: Buffer;
  #held: Buffer = Buffer.alloc(0);

  constructor(token: string) {
    this.#needle = Buffer.from(`\u001e${token}:`);
  }

  push(chunk: Buffer): void {
    const data = this.#held.length === 0 ? chunk : Buffer.concat([this.#held, chunk]);
    let from = 0;
    for (let at = data.indexOf(this.#needle); at >= 0; at = data.indexOf(this.#needle, from)) {
      const end = data.indexOf(LINE_FEED, at);
      if (end < 0) break;
      this.ring.write(data.subarray(from, at));
      this.cuts.set(Number(data.toString('latin1', at + this.#needle.length, end - 1)), this.ring.take());
      from = end + 1;
    }
    this.#keep(data.subarray(from));
  }

  take(seq: number): Kept {
    const cut = this.cuts.get(seq);
    if (cut !== undefined) {
      this.cuts.delete(seq);
      return cut;
    }
    this.#hold(0);
    return this.ring.take();
  }

  /** All but a possible beginning of a mark, which has to wait for the rest of it. */
  #keep(rest: Buffer): void {
    const from = Math.max(0, rest.length - this.#needle.length - MARK_END_BYTES);
    const start = rest.indexOf(MARK_START, from);
    const until = start < 0 ? rest.length : start;
    this.ring.write(rest.subarray(0, until));
    this.#held = until < rest.length ? Buffer.from(rest.subarray(until)) : Buffer.alloc(0);
  }

  #hold(bytes: number): void {
    this.ring.write(this.#held.subarray(bytes));
    this.#held = Buffer.alloc(0);
  }
}

function output(stdout: Kept, stderr: Kept): ItemOutput | undefined {
  if (stdout.bytes.length === 0 && stderr.bytes.length === 0) return undefined;
  return { stdout: stdout.bytes, stderr: stderr.bytes, droppedStdout: stdout.dropped, droppedStderr: stderr.dropped };
}
