import type { Value } from '../core/value/value.ts';

/** The nearest items along one parameter: all other parameters and the replicate are the same. */
export interface Neighbours {
  readonly name: string;
  readonly value: Value;
  readonly before?: Neighbour;
  readonly after?: Neighbour;
}

export interface Neighbour {
  /** Index among the items. */
  readonly item: number;
  readonly value: Value;
}
