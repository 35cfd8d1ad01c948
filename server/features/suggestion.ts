import type { Completion } from '../serviceApi.ts';

/** A suggestion before it is placed in the document. */
export interface Suggestion extends Omit<Completion, 'range' | 'rank' | 'insert'> {
  /** The label, when it is missing. */
  readonly insert?: string;
  /** How many of the typed characters before the cursor it replaces; all of them when it is missing. */
  readonly replaces?: number;
}
