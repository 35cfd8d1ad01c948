/** The open editors. Texts are taken right before a question is put, so that a burst of edits costs one text. */
export interface OpenDocuments {
  all(): Iterable<OpenDocument>;
  get(file: string): OpenDocument | undefined;
}

export interface OpenDocument {
  readonly file: string;
  readonly version: number;
  readonly text: string;
}
