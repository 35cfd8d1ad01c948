import { afterAll, beforeAll } from 'vitest';
import type { CompletionItem, Hover } from 'vscode-languageserver/node';
import type { Position } from 'vscode-languageserver/node';
import { type LanguageClient, startLanguageClient } from './languageClient.ts';
import { marked } from './marked.ts';

/** One language server for the cases of a test file, each a task file of its own. */
export interface LanguageCases {
  readonly client: LanguageClient;
  /** Opens a text as the next case; `<|>` in it is where the cursor stands. */
  open(source: string): Promise<{ readonly text: string; readonly file: string; readonly position: Position }>;
  completion(source: string): Promise<readonly CompletionItem[]>;
  hover(source: string): Promise<Hover | null>;
}

/** Call it beside `describe`: the server starts before the first case and ends after the last one. */
export function languageCases(files: Readonly<Record<string, string>>): LanguageCases {
  let client: LanguageClient | undefined;
  let count = 0;
  beforeAll(async () => {
    client = await startLanguageClient(files);
  });
  afterAll(async () => {
    await client?.[Symbol.asyncDispose]();
  });
  const started = (): LanguageClient => {
    if (client === undefined) throw new Error('The server is there in tests only, not while they are collected.');
    return client;
  };
  const open: LanguageCases['open'] = async (source) => {
    const { text, position } = marked(source);
    const file = `case${++count}.sweep.yaml`;
    await started().open(file, text);
    return { text, file, position };
  };
  return {
    get client() {
      return started();
    },
    open,
    async completion(source) {
      const { file, position } = await open(source);
      // SAFETY: the server answers with a plain list.
      return (await started().ask('textDocument/completion', file, { position })) as readonly CompletionItem[];
    },
    async hover(source) {
      const { file, position } = await open(source);
      // SAFETY: the server answers with a hover, or with null.
      return (await started().ask('textDocument/hover', file, { position })) as Hover | null;
    },
  };
}
