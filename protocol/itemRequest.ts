/** Names one item of a task: by its key or the first digits of it, or by its index among the items. */
export type ItemRequest = { readonly file: string; readonly key: string } | { readonly file: string; readonly item: number };
