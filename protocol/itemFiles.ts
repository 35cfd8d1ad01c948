import type { ItemRequest } from './itemRequest.ts';

/** A file that an item has left behind. */
export interface ItemFile {
  /** Below the item's folder, with `/`; names the file in later questions. */
  readonly name: string;
  readonly bytes: number;
}

export interface ItemFiles {
  /** Absolute path of the item's own folder, when there is one. */
  readonly folder?: string;
  /** By name, at most 200. */
  readonly files: readonly ItemFile[];
  /** How many there are. */
  readonly count: number;
}

export type PreviewRequest = ItemRequest & { readonly name: string };

/** A file as far as it can be looked at. Nothing of it is a place: content comes by message. */
export type FilePreview =
  | { readonly kind: 'image'; readonly type: string; readonly base64: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[]; readonly cut: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean }
  /** Too large, or bytes that mean nothing here. */
  | { readonly kind: 'none'; readonly why: 'large' | 'binary' };
