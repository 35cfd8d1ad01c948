import type { Evaluator } from '../../core/expression/evaluate.ts';

/** Facts of an item that filters and sorts may name beside parameters and outputs. */
export const ITEM_COLUMNS = [
  'index',
  'key',
  'replicate',
  'seed',
  'state',
  'seconds',
  'attempts',
  'finishedAt',
  'worker',
  'error',
  'cause',
] as const;
type ItemColumn = (typeof ITEM_COLUMNS)[number];

/** What a column name means: parameters first, then outputs (`out.name` always does), then facts of the item. */
export type ColumnSource = StoredSource | { readonly kind: 'derived'; readonly name: string; readonly derived: Derived };

/** What is stored, or follows from the plan. */
export type StoredSource =
  | { readonly kind: 'parameter' | 'output'; readonly name: string }
  | { readonly kind: 'item'; readonly name: ItemColumn };

/** A column that `views.columns` computes from others. */
export interface Derived {
  readonly evaluate: Evaluator;
  /** What its names mean; a name that nothing has is absent everywhere. */
  readonly inputs: ReadonlyMap<string, StoredSource>;
}

/** The output that a column's name means: `out.name` is how one with a parameter's name is told from it. */
export function outputName(id: string): string {
  return id.replace(/^out\./, '');
}
