import type { Page } from '../../protocol/runner.ts';

/** Items in the order of a filter and sort, 8 bytes an item; or why the filter cannot be read. */
export type Selected =
  | { readonly kind: 'items'; readonly items: Float64Array }
  | { readonly kind: 'error'; readonly error: NonNullable<Page['error']> };
