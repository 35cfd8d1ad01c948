import { type Connection, type SelectionRange, SemanticTokensBuilder } from 'vscode-languageserver/node';
import type { TextRange } from '../protocol/language.ts';
import { ask, type Call } from './ask.ts';
import { MEANINGS } from './serviceApi.ts';
import type { Session } from './session.ts';

/** What a file looks like: formatting, colours by meaning, growing selections. */
export function wireLayout(connection: Connection, session: Session): void {
  const format = async (call: Call, range?: TextRange) => {
    const changes = await ask(session, 'format', { ...call, patience: PATIENCE }, range ? { range } : {});
    return changes?.map((change) => ({ range: change.range, newText: change.text })) ?? null;
  };
  connection.onDocumentFormatting((params, token) => format({ params, token }));
  connection.onDocumentRangeFormatting((params, token) => format({ params, token }, params.range));
  connection.languages.semanticTokens.on(async (params, token) => {
    const builder = new SemanticTokensBuilder();
    for (const { line, character, length, type } of (await ask(session, 'semanticTokens', { params, token }, {})) ?? [])
      builder.push(line, character, length, MEANINGS.indexOf(type), 0);
    return builder.build();
  });
  connection.onSelectionRanges(async (params, token) => {
    const answer = await ask(session, 'selection', { params, token }, { positions: params.positions });
    return answer?.flatMap((ranges) => nested(ranges) ?? []) ?? null;
  });
}

/** Formatting is asked for by hand and reads the text three times. */
const PATIENCE = 10;

/** From the innermost out. */
function nested(ranges: readonly TextRange[]): SelectionRange | undefined {
  return ranges.reduceRight<SelectionRange | undefined>((parent, range) => ({ range, ...(parent && { parent }) }), undefined);
}
