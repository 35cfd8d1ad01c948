import type { SweepView } from './sweepView.ts';

/*
 * A view as bytes: the numbers of items and orphans, the width of a row id, then row ids, states and orphans. Read only by
 * the installation that wrote it (settled.ts), so the order of bytes is the machine's.
 */

export function viewBytes({ state, run, orphans }: SweepView): Buffer {
  const isNarrow = run.every((id) => id <= WIDEST);
  const ids = isNarrow ? Uint32Array.from(run) : run;
  return Buffer.concat([
    bytesOf(Float64Array.of(state.length, orphans.length, ids.BYTES_PER_ELEMENT)),
    bytesOf(ids),
    bytesOf(Float64Array.from(orphans)),
    state,
  ]);
}

/** The view that such bytes, and no others, were made of. */
export function viewOfBytes(bytes: Uint8Array): SweepView {
  // A copy begins where numbers may stand.
  const { buffer } = Uint8Array.from(bytes);
  const [items = 0, orphans = 0, width = 0] = new Float64Array(buffer, 0, HEAD);
  const runs = HEAD * Float64Array.BYTES_PER_ELEMENT;
  const after = runs + items * width;
  const run =
    width === Uint32Array.BYTES_PER_ELEMENT
      ? Float64Array.from(new Uint32Array(buffer, runs, items))
      : new Float64Array(buffer, runs, items);
  const others = buffer.slice(after, after + orphans * Float64Array.BYTES_PER_ELEMENT);
  return { run, orphans: [...new Float64Array(others)], state: new Uint8Array(buffer, after + others.byteLength, items) };
}

function bytesOf({ buffer, byteOffset, byteLength }: Float64Array | Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

const HEAD = 3;
const WIDEST = 2 ** 32 - 1;
