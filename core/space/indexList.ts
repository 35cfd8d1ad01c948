/** Row numbers, 4 bytes each where they fit. */
export type Indices = Uint32Array | Float64Array;

/** A growing list of row numbers. */
export interface IndexList {
  readonly size: number;
  push(index: number): void;
  take(): Indices;
}

/** For numbers below `limit`, and at most so many of them. */
export function indexList(limit: number): IndexList {
  const make = (length: number): Indices => (limit <= 2 ** 32 ? new Uint32Array(length) : new Float64Array(length));
  let indices = make(Math.min(limit, INITIAL));
  let size = 0;
  return {
    get size() {
      return size;
    },
    push(index) {
      if (size === indices.length) {
        const wider = make(Math.min(limit, 2 * size));
        wider.set(indices);
        indices = wider;
      }
      indices[size] = index;
      size += 1;
    },
    take: () => (size === indices.length ? indices : indices.slice(0, size)),
  };
}

const INITIAL = 64;
