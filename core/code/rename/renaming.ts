import type { Span } from '../../text.ts';

/** What renaming an argument changes in one source, or why it is better left to the author. */
export type SourceRenaming =
  | { readonly kind: 'edits'; readonly edits: readonly SourceEdit[] }
  /** A sentence without its subject: "it forwards its keywords (`**kwargs`)". */
  | { readonly kind: 'refused'; readonly reason: string };

/** Replaces a range of one source by text. */
export interface SourceEdit extends Span {
  readonly text: string;
}

export function refused(reason: string): SourceRenaming {
  return { kind: 'refused', reason };
}
