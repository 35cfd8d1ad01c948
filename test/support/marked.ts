import type { TextDocumentEdit, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { lineIndex, type Position } from '../../core/text.ts';

/** A text in which `<|>` marks a place. */
export function marked(source: string): { readonly text: string; readonly position: Position } {
  const text = source.replace('<|>', '');
  return { text, position: lineIndex(text).position(Math.max(0, source.indexOf('<|>'))) };
}

/** A text after edits, which must not overlap. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = lineIndex(text);
  const sorted = edits.toSorted((one, other) => lines.offset(other.range.start) - lines.offset(one.range.start));
  return sorted.reduce(
    (result, edit) => result.slice(0, lines.offset(edit.range.start)) + edit.newText + result.slice(lines.offset(edit.range.end)),
    text,
  );
}

/** All text edits of a workspace edit by address; `confirmed` leaves out those that the user has to agree to. */
export function editsOf(edit: WorkspaceEdit, { confirmed }: { readonly confirmed: boolean }): ReadonlyMap<string, readonly TextEdit[]> {
  const all = new Map<string, readonly TextEdit[]>(Object.entries(edit.changes ?? {}));
  const documents = (edit.documentChanges ?? []).filter((one): one is TextDocumentEdit => 'textDocument' in one);
  for (const { textDocument, edits } of documents) {
    const own = edits.filter((one): one is TextEdit => 'newText' in one && (confirmed || !('annotationId' in one)));
    if (own.length > 0) all.set(textDocument.uri, own);
  }
  return all;
}
