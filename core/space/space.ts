import type { At } from '../text.ts';
import type { Point, Value } from '../value/value.ts';
import type { Row } from './relation.ts';

/**
 * A block compiled to a space that answers by index: point `i` costs O(parameters), never O(points).
 * Plain products, zips and concats are counted in closed form; only filters and possible duplicates are enumerated,
 * at most `budget` candidates of them (`exact: false` when that was not enough).
 */
export interface Space {
  /** Every parameter that some point has, dotted, in declaration order. */
  readonly names: readonly string[];
  /** Number of points after all filters and merging; `Number.MAX_SAFE_INTEGER` when there are more than that. */
  readonly points: number;
  /** False when the budget ended before every candidate was looked at; `points` is then an upper bound and `point` must not be called. */
  readonly exact: boolean;
  readonly axes: readonly SpaceAxis[];
  readonly merged: number;
  readonly removed: { readonly constraints: number; readonly exclude: number };
  /** What the checks need to say which step did what, in order of application. */
  readonly steps: readonly SpaceStep[];
  /** Throws `RangeError` when `index` is not in `[0, points)`. */
  point(index: number): Point;
  /** Reads the parameters of a point in the order of `names`, `undefined` where one is absent, over those of another. For walks over many points. */
  values(index: number, into: Row): void;
  /** Reads one parameter of any point, as `point` would; `undefined` where it is absent. For walks over many points. */
  column(name: string): (index: number) => Value | undefined;
}

/** One varying parameter, zip group or case parameter. */
export interface SpaceAxis extends At {
  readonly name: string;
  readonly size: number;
  /** Last value of a stepped range, for the inlay. */
  readonly last?: number;
}

/** How the first draws of a sample fared, with the place of the rule that refused most of them. */
export interface Draws {
  readonly drawn: number;
  readonly taken: number;
  /** How many that rule refused. */
  readonly refused: number;
}

export type SpaceStep =
  | ({ readonly kind: 'axis'; readonly name: string; readonly size: number } & At)
  | ({ readonly kind: 'constraint' | 'exclude'; readonly removed: number; readonly left: number } & At)
  | ({ readonly kind: 'draws' } & Draws & At)
  | ({ readonly kind: 'include'; readonly alreadyPresent: boolean; readonly left: number } & At);
