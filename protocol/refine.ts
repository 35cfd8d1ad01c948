import type { TextRange } from './language.ts';

/** Asks for values between those of the items of a filter. `text` is that of the editor, saved or not. */
export interface RefineRequest {
  readonly file: string;
  readonly text: string;
  readonly where: string;
}

/** Edits of the text, one for each axis that the filter narrows. */
export interface RefineAnswer {
  readonly edits: readonly RefineEdit[];
}

export interface RefineEdit {
  /** The parameter. */
  readonly name: string;
  readonly range: TextRange;
  /** What takes the place of its values. */
  readonly text: string;
  readonly added: readonly number[];
}
