import {
  type ChangeAnnotation,
  type CodeAction,
  CodeActionKind,
  type DocumentHighlight,
  DocumentHighlightKind,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Address } from './convert.ts';
import { uriOf } from './paths.ts';
import type { HighlightedRange, RenameAnswer, TextChange } from './serviceApi.ts';

export function highlight({ range, kind }: HighlightedRange): DocumentHighlight {
  return { range, kind: kind === 'read' ? DocumentHighlightKind.Read : DocumentHighlightKind.Write };
}

/** All safe fixes at once, for `editor.codeActionsOnSave` and the command "Fix All". */
export function fixAllAction(changes: readonly TextChange[], address: Address): CodeAction {
  return { title: 'Fix all that is safe to fix', kind: FIX_ALL, edit: { changes: changesOf(changes, address) } };
}

/** The kind of that action. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.sweepdeck`;

/** Whether somebody who asks for these kinds wants a kind: they name it or a kind above it. */
export function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  return only === undefined || only.some((one) => one === '' || kind === one || kind.startsWith(`${one}.`));
}

/** Edits by file; those outside task files only for a client that can ask about them. */
export function renameEdit(answer: Exclude<RenameAnswer, { refused: string }>, annotated: boolean, address: Address): WorkspaceEdit {
  const { edits, asked } = answer;
  if (!annotated) return { changes: changesOf(edits, address) };
  const documents = new Map<string, TextDocumentEdit['edits']>();
  const add = ({ file, range, text }: TextChange, more: { readonly annotationId: string } | undefined) => {
    const uri = address(file) ?? uriOf(file);
    documents.set(uri, [...(documents.get(uri) ?? []), { range, newText: text, ...more }]);
  };
  for (const edit of edits) add(edit, undefined);
  for (const edit of asked.changes) add(edit, { annotationId: CODE });
  const documentChanges = [...documents].map(([uri, own]) => ({ textDocument: { uri, version: null }, edits: own }));
  return { documentChanges, ...(asked.changes.length > 0 && { changeAnnotations: { [CODE]: CODE_ANNOTATION } }) };
}

const CODE = 'code';
const CODE_ANNOTATION: ChangeAnnotation = {
  label: 'Rename in the code, too',
  description: 'The function of the objective, its callers, and other tasks that run it',
  needsConfirmation: true,
};

function changesOf(edits: readonly TextChange[], address: Address): NonNullable<WorkspaceEdit['changes']> {
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const { file, range, text } of edits) (changes[address(file) ?? uriOf(file)] ??= []).push({ range, newText: text });
  return changes;
}
