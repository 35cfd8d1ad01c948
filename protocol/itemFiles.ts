import type { ItemRequest } from './itemRequest.ts';

/** Names a file that an item has left behind. */
export interface FileName {
  /** Below the item's own folder, with `/`; of a kept file its last part. */
  readonly name: string;
  /** The output that names it, when it is kept in the store; else it lies in the item's own folder. */
  readonly output?: string;
}

export interface ItemFile extends FileName {
  readonly bytes: number;
}

export interface ItemFiles {
  /** Those that outputs name, then those of the folder by name, at most 200. */
  readonly files: readonly ItemFile[];
  /** How many there are. */
  readonly count: number;
}

export type FileRequest = ItemRequest & FileName;

/** A file as far as it can be looked at. Nothing of it is a place: content comes by message. */
export type FilePreview =
  | { readonly kind: 'image'; readonly type: string; readonly base64: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[]; readonly cut: boolean }
  | { readonly kind: 'text'; readonly text: string; readonly cut: boolean }
  /** Too large, or bytes that mean nothing here. */
  | { readonly kind: 'none'; readonly why: 'large' | 'binary' };
