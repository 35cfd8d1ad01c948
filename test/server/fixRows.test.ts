import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CodeAction } from 'vscode-languageserver/node';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { applied, editsOf } from '../support/marked.ts';

/** Every pair of files of test/data/fix through a real connection: the preferred action of its code turns one into the other. */

const FOLDER = join(import.meta.dirname, '../data/fix');
const names = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.before.sweep.yaml'))
  .map((name) => name.replace('.before.sweep.yaml', ''))
  .sort();

/** What the fixtures take for granted of their module `model`. */
const FILES = {
  'model.py': `def train(lr: float, depth: int, optimizer: str = "adam", *, seed):
    return {}

def open(**more):
    return {}
`,
  'data/one.csv': 'x\n',
  'data/two.csv': 'x\n',
};

let client: LanguageClient;

beforeAll(async () => {
  client = await startLanguageClient(FILES);
});

afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

test.each(names)('%s', async (name) => {
  const [before, after] = ['before', 'after'].map((which) => readFileSync(join(FOLDER, `${name}.${which}.sweep.yaml`), 'utf8'));
  const file = `${name}.sweep.yaml`;
  await client.open(file, before ?? '');
  const problem = (await client.problems(file)).find(({ code }) => name.startsWith(String(code)));
  // SAFETY: LSP says so.
  const actions = (await client.ask('textDocument/codeAction', file, {
    range: problem?.range,
    context: { diagnostics: [problem] },
  })) as readonly CodeAction[];
  const action = actions.find(({ diagnostics, isPreferred }) => isPreferred && diagnostics?.some(({ code }) => code === problem?.code));
  const text = applied(before ?? '', editsOf(action?.edit ?? {}, { confirmed: true }).get(client.uri(file)) ?? []);
  expect(text).toBe(after);
  await client.edit(file, text);
  expect((await client.problems(file)).filter(({ code }) => code === problem?.code)).toEqual([]);
  await client.close(file);
});
