import { type CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { pathOf } from './paths.ts';
import type { Question, QuestionAnswer, QuestionRequest } from './serviceApi.ts';
import type { Session } from './session.ts';

/** A request of the client, about one document. */
export interface Call {
  readonly params: { readonly textDocument: { readonly uri: string } };
  readonly token: CancellationToken;
}

/** The service's answer; `null` when the file is not ours or too complex. Throws what LSP wants when nobody needs the answer any more. */
export async function ask<Q extends Question>(
  session: Session,
  question: Q,
  call: Call & { readonly patience?: number },
  more: Omit<QuestionRequest<Q>, 'file'>,
): Promise<QuestionAnswer<Q> | null> {
  const file = pathOf(call.params.textDocument.uri);
  if (file === undefined) return null;
  const version = session.documents.get(file)?.version;
  const isStale = () => call.token.isCancellationRequested || session.documents.get(file)?.version !== version;
  // SAFETY: every request of `Questions` is its own members and `file`, which `more` leaves out.
  const request = { file, ...more } as unknown as QuestionRequest<Q>;
  const answer = await session.desk.ask(question, request, { isStale, ...(call.patience !== undefined && { patience: call.patience }) });
  if (answer.kind === 'stale') throw outdated();
  return answer.kind === 'hung' ? null : answer.value;
}

/** What LSP answers when a question is out of date. */
export function outdated(): ResponseError {
  return new ResponseError(LSPErrorCodes.ContentModified, 'The document has changed since this was asked.');
}
