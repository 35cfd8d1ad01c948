import type { Value } from '../value/value.ts';
import type { ValueSet } from './valueSet.ts';

/** One point while it is made: values by slot, a slot being a parameter's place in declaration order. */
export type Row = (Value | undefined)[];

/** Rows by index that need not exist: what blocks and their factors are compiled to. */
export interface Relation {
  /** The parameters that some row may set. Factors of one product share none. */
  readonly slots: readonly number[];
  /** How many rows there are, saturating. */
  readonly size: number;
  /** Whether every row sets every slot. */
  readonly total: boolean;
  /** Writes row `index` into its slots, and `undefined` into those that are absent there; touches no others. */
  fill(index: number, row: Row): void;
  /** Whether some row agrees with the given one on all slots of this relation, absent ones included. */
  has(row: Row): boolean;
  /** Whether it is certain that no two rows are equal. */
  distinct(): boolean;
  /** The values that a slot may have; may say too much, never too little. */
  domain(slot: number): Domain;
}

export interface Domain {
  readonly absent: boolean;
  readonly sets: readonly ValueSet[];
}

/** The domain of a slot that a relation never sets. */
export const ABSENT: Domain = { absent: true, sets: [] };
