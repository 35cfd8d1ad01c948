import { type CancellationToken, CodeActionKind, type Connection, type DocumentDiagnosticParams } from 'vscode-languageserver/node';
import { ask, outdated } from './ask.ts';
import * as convert from './convert.ts';
import { FIX_ALL, fixAllAction, isWanted } from './convertEdits.ts';
import { pathOf } from './paths.ts';
import type { Session } from './session.ts';

/** Answers every LSP feature by one question to the service and one conversion. */
export function wireFeatures(connection: Connection, session: Session): void {
  const address = (file: string) => session.documents.uri(file);
  connection.languages.diagnostics.on((params, token) => diagnostics(session, params, token));
  connection.onHover(async (params, token) => {
    const answer = await ask(session, 'hover', { params, token }, { position: params.position });
    return answer && convert.hover(answer);
  });
  connection.onCompletion(async (params, token) => {
    const answer = await ask(session, 'completion', { params, token }, { position: params.position });
    return answer?.map(convert.completion) ?? null;
  });
  connection.onDocumentLinks(async (params, token) => {
    const answer = await ask(session, 'links', { params, token }, {});
    return answer?.map((link) => convert.link(link, address)) ?? null;
  });
  connection.onDocumentSymbol(async (params, token) => {
    const answer = await ask(session, 'symbols', { params, token }, {});
    return answer?.map(convert.symbol) ?? null;
  });
  connection.onFoldingRanges(async (params, token) => {
    const answer = await ask(session, 'folding', { params, token }, {});
    return answer?.map(convert.folding) ?? null;
  });
  connection.languages.inlayHint.on(async (params, token) => {
    const answer = await ask(session, 'inlayHints', { params, token }, {});
    return answer?.filter((hint) => convert.isInside(hint.position, params.range)).map(convert.inlay) ?? null;
  });
  connection.onCodeAction(async (params, token) => {
    const { only, diagnostics: shown } = params.context;
    const wantsFixes = isWanted(CodeActionKind.QuickFix, only);
    const fixes = wantsFixes ? await ask(session, 'fixes', { params, token }, { range: params.range }) : [];
    const all = only !== undefined && isWanted(FIX_ALL, only) ? await ask(session, 'fixAll', { params, token }, {}) : [];
    const actions = fixes?.map((fix) => convert.codeAction(fix, shown, address)) ?? [];
    return all && all.length > 0 ? [...actions, fixAllAction(all, address)] : actions;
  });
}

/** Unlike others, diagnostics of a newer text than the one that was asked about are as good. */
async function diagnostics(session: Session, params: DocumentDiagnosticParams, token: CancellationToken) {
  const file = pathOf(params.textDocument.uri);
  if (file === undefined) return convert.diagnosticReport({ id: '', problems: [] }, () => undefined);
  const shown = params.previousResultId;
  const request = { file, ...(shown !== undefined && { shown }) };
  const answer = await session.desk.ask('diagnostics', request, { isStale: () => token.isCancellationRequested });
  if (answer.kind === 'stale') throw outdated();
  return answer.kind === 'hung' ? convert.tooComplexReport() : convert.diagnosticReport(answer.value, (one) => session.documents.uri(one));
}
