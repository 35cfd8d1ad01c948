import type { Diagnostic } from 'vscode-languageserver/node';
import type { LanguageClient } from './languageClient.ts';

/** What a storm of texts did to a server. */
export interface Storm {
  readonly asked: number;
  /** Texts whose check was given up. */
  readonly hung: readonly string[];
  /** Milliseconds from each change to its diagnostics, sorted. */
  readonly times: readonly number[];
}

/** Types texts into one file of a real server, one after the other, and asks everything that an editor asks. Throws when an answer is no answer. */
export async function storm(client: LanguageClient, texts: Iterable<string>): Promise<Storm> {
  const file = 'storm.sweep.yaml';
  const hung: string[] = [];
  const times: number[] = [];
  await client.open(file, '');
  for (const text of texts) {
    const began = performance.now();
    await client.edit(file, text);
    const problems = await client.problems(file);
    times.push(performance.now() - began);
    if (problems.some(isGivenUp)) hung.push(text);
    const position = { line: Math.floor(text.split('\n').length / 2), character: 3 };
    const range = { start: { line: 0, character: 0 }, end: position };
    await Promise.all([
      client.ask('textDocument/hover', file, { position }),
      client.ask('textDocument/completion', file, { position }),
      client.ask('textDocument/definition', file, { position }),
      client.ask('textDocument/documentHighlight', file, { position }),
      client.ask('textDocument/references', file, { position, context: { includeDeclaration: true } }),
      client.ask('textDocument/semanticTokens/full', file),
      client.ask('textDocument/documentSymbol', file),
      client.ask('textDocument/inlayHint', file, { range }),
      client.ask('textDocument/codeAction', file, { range, context: { diagnostics: [] } }),
    ]);
  }
  return { asked: times.length, hung, times: times.toSorted((a, b) => a - b) };
}

function isGivenUp({ message }: Diagnostic): boolean {
  return typeof message === 'string' && message.includes('too complex to check while typing');
}

/** A text cut off after every so many characters. */
export function* truncations(text: string, every: number): Generator<string> {
  for (let end = 0; end <= text.length; end += every) yield text.slice(0, end);
}
