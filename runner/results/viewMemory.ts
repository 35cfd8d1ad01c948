import { Lanes } from '../lanes.ts';
import type { FrozenRows } from '../versions/frozenRows.ts';
import type { Vector } from './vector.ts';

/** A column that is held, and how many of the view's changes it has seen. */
export interface HeldColumn {
  readonly vector: Vector;
  upTo: number;
}

/** What questions about one view have left behind for the next ones; only what is quick to be made again. */
export interface ViewMemory {
  /** In order of use. */
  readonly columns: Map<string, HeldColumn>;
  /** Items by filter and sort, 4 bytes an item, in order of use. */
  readonly orders: Map<string, Uint32Array>;
  /** Rows of frozen versions, by the sweep that froze them. */
  readonly versions: Map<number, FrozenRows>;
  /** Resolves when the columns that are being read now are there. */
  loading: Promise<void>;
  readonly lanes: Lanes;
}

/** Nothing is remembered yet. */
export function newViewMemory(): ViewMemory {
  return { columns: new Map(), orders: new Map(), versions: new Map(), loading: Promise.resolve(), lanes: new Lanes() };
}
