/** Asks what stored results would be to a task file with this text. */
export interface EditPreviewRequest {
  readonly file: string;
  readonly text: string;
}

/** How many errors the text has; without any counts of items that sum up to `items`, and of results that would be left behind. */
export type EditPreview =
  | { readonly kind: 'invalid'; readonly errors: number }
  | {
      readonly kind: 'counted';
      readonly items: number;
      readonly kept: number;
      readonly failed: number;
      readonly stale: number;
      /** Without a result. */
      readonly fresh: number;
      /** Results that belong to the saved text and not to this one. */
      readonly orphaned: number;
    };
