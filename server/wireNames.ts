import { type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { ask } from './ask.ts';
import { location } from './convert.ts';
import { highlight, renameEdit } from './convertEdits.ts';
import { isSourceFile, pathOf } from './paths.ts';
import type { Refused } from './serviceApi.ts';
import type { Session } from './session.ts';

/** Ten times the usual: these read other files, and are asked for by hand. */
const PATIENCE = 10;

/** References, highlights and renames of what is named in task files. */
export function wireNames(connection: Connection, session: Session, client: { readonly annotations: boolean }): void {
  const address = (file: string) => session.documents.uri(file);
  const related = async (uri: string) => session.catalog.related(pathOf(uri) ?? uri);
  connection.onReferences(async (params, token) => {
    const more = { position: params.position, related: await related(params.textDocument.uri) };
    const call = { params, token, patience: PATIENCE };
    const answer = isSource(params)
      ? await ask(session, 'codeReferences', call, { ...more, declared: false })
      : await ask(session, 'references', call, more);
    return answer?.map((place) => location(place, address)) ?? null;
  });
  connection.onDefinition(async (params, token) => {
    const { position } = params;
    const answer = isSource(params)
      ? await ask(
          session,
          'codeReferences',
          { params, token, patience: PATIENCE },
          { position, related: await related(params.textDocument.uri), declared: true },
        )
      : await ask(session, 'definition', { params, token }, { position });
    return answer?.map((place) => location(place, address)) ?? null;
  });
  connection.onDocumentHighlight(async (params, token) => {
    const answer = await ask(session, 'highlights', { params, token }, { position: params.position });
    return answer?.map(highlight) ?? null;
  });
  connection.onPrepareRename(async (params, token) => {
    const answer = await ask(session, 'prepareRename', { params, token }, { position: params.position });
    if (answer && 'refused' in answer) throw refusal(answer);
    return answer && { range: answer.range, placeholder: answer.text };
  });
  connection.onRenameRequest(async (params, token) => {
    const more = { position: params.position, to: params.newName.trim(), related: await related(params.textDocument.uri) };
    const answer = await ask(session, 'rename', { params, token, patience: PATIENCE }, more);
    if (!answer) return null;
    if ('refused' in answer) throw refusal(answer);
    if (client.annotations && answer.asked.left.length > 0) connection.window.showInformationMessage(sentences(answer.asked.left));
    return renameEdit(answer, client.annotations, address);
  });
}

function isSource({ textDocument: { uri } }: { readonly textDocument: { readonly uri: string } }): boolean {
  return isSourceFile(pathOf(uri) ?? '');
}

/** More would fill the window. */
const MOST_SENTENCES = 5;

function sentences(left: readonly string[]): string {
  const more = left.length - MOST_SENTENCES;
  return [...left.slice(0, MOST_SENTENCES), ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
}

/** Editors show the sentence where the rename was asked for. */
function refusal({ refused }: Refused): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, refused);
}
