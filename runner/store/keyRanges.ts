import type { Steps } from '../steps.ts';

export const KEY_BYTES = 16;

/** Items whose keys are held at once: 16 MiB of them. */
export const LOT = 1_048_576;

/** Keys from `from` on, without `to`. */
export interface KeyRange {
  readonly from: Buffer;
  readonly to: Buffer;
}

/** All keys, in about so many ranges of one width. */
export function keyRanges(wanted: number): readonly KeyRange[] {
  const count = Math.max(1, Math.min(wanted, 256));
  const bound = (at: number): Buffer => (at === count ? BEYOND : Buffer.of(Math.floor((256 * at) / count)));
  return Array.from({ length: count }, (_, at) => ({ from: at === 0 ? Buffer.alloc(0) : bound(at), to: bound(at + 1) }));
}

/** Greater than any key. */
const BEYOND = Buffer.alloc(KEY_BYTES + 1, 0xff);

/** Keys of some items, and their places by range: walking the ranges in order reads every page of a key index once. */
interface KeyLot {
  readonly keys: Buffer;
  readonly ranges: readonly Uint32Array[];
}

/** Asks for the keys of `count` items in order, and sorts their places by the first bits of the key. */
export function* sortedKeys(keyOf: (item: number) => Uint8Array, first: number, count: number): Steps<KeyLot> {
  const keys = Buffer.allocUnsafe(count * KEY_BYTES);
  for (let place = 0; place < count; place++) {
    keys.set(keyOf(first + place), place * KEY_BYTES);
    if (place % STEP === STEP - 1) yield;
  }
  return { keys, ranges: byPrefix(keys, count) };
}

/** The keys at some places as one blob. */
export function packed(keys: Buffer, places: Uint32Array): Buffer {
  const blob = Buffer.allocUnsafe(places.length * KEY_BYTES);
  places.forEach((place, at) => void keys.copy(blob, at * KEY_BYTES, place * KEY_BYTES, (place + 1) * KEY_BYTES));
  return blob;
}

function byPrefix(keys: Buffer, count: number): readonly Uint32Array[] {
  const bits = Math.max(0, Math.ceil(Math.log2(count / RANGE)));
  const prefix = (place: number): number => keys.readUInt16BE(place * KEY_BYTES) >>> (16 - bits);
  const ends = new Uint32Array(2 ** bits);
  for (let place = 0; place < count; place++) ends[prefix(place)] = (ends[prefix(place)] ?? 0) + 1;
  for (let range = 1; range < ends.length; range++) ends[range] = (ends[range] ?? 0) + (ends[range - 1] ?? 0);
  const places = new Uint32Array(count);
  const starts = ends.slice();
  for (let place = count - 1; place >= 0; place--) {
    const range = prefix(place);
    const at = (starts[range] ?? 0) - 1;
    starts[range] = at;
    places[at] = place;
  }
  return Array.from(ends, (end, range) => places.subarray(starts[range], end)).filter((one) => one.length > 0);
}

/** Items of one range, about. */
const RANGE = 4096;

/** Keys made between two yields: a few milliseconds. */
const STEP = 1024;
