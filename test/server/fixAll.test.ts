import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { applied, editsOf, marked } from '../support/marked.ts';

let client: LanguageClient;
let count = 0;

beforeAll(async () => {
  client = await startLanguageClient({ 'model.py': 'def train(lr, depth=1):\n    return {"loss": lr}\n' });
});

afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

async function open(source: string) {
  const { text, position } = marked(source);
  const file = `case${++count}.sweep.yaml`;
  await client.open(file, text);
  const actions = async (only: readonly string[]) => {
    const context = { diagnostics: await client.problems(file), only };
    // SAFETY: the server answers with actions, never with commands.
    return (await client.ask('textDocument/codeAction', file, {
      range: { start: position, end: position },
      context,
    })) as readonly CodeAction[];
  };
  return { file, text, actions };
}

const RUN = 'run: {python: model:train}\n';

describe('fix all', () => {
  test.each([
    [`${RUN}paramters: {lr: [0.1, 0.1, 0.2], n: yes}\nmetod: grid\n`, `${RUN}parameters: {lr: [0.1, 0.2], n: 'yes'}\nmethod: grid\n`],
    [
      `${RUN}parameters: {lr: [0.1, 0.1, 0.2], depth: {min: 0, max: 1, step: 0.3}}\n`,
      `${RUN}parameters: {lr: [0.1, 0.2], depth: {min: 0, max: 0.9, step: 0.3}}\n`,
    ],
    ['run: {python: model:trian}\nparameters: {lr: 012}\n', "run: {python: model:train}\nparameters: {lr: '012'}\n"],
  ])('of %j', async (before, after) => {
    const { file, text, actions } = await open(before);
    const [all, other] = await actions([CodeActionKind.SourceFixAll]);
    expect(other).toBeUndefined();
    expect(all?.kind).toBe('source.fixAll.sweepdeck');
    expect(applied(text, editsOf(all?.edit ?? {}, { confirmed: true }).get(client.uri(file)) ?? [])).toBe(after);
  });

  test('is not offered where nothing is safe to fix, nor among quick fixes', async () => {
    const { actions } = await open(`${RUN}parameters: {lr: {min: 3, m<|>ax: 1, step: 1}}\nmetod: grid\n`);
    expect((await actions(['quickfix'])).map(({ kind }) => kind)).not.toContain('source.fixAll.sweepdeck');
    const clean = await open(`${RUN}parameters: {lr: {min: 3, max: 1, step: 1}}\n`);
    expect(await clean.actions(['source'])).toEqual([]);
  });
});

test('links every diagnostic to its section of the documentation', async () => {
  const { file } = await open(`${RUN}paramters: {lr: [0.1, 0.2]}\nmetric: {goal: minimize}\n`);
  for (const { code, codeDescription } of await client.problems(file)) {
    const [page = '', anchor] = codeDescription?.href.split('#') ?? [];
    expect(anchor).toBe(code);
    expect(readFileSync(fileURLToPath(page), 'utf8')).toContain(`\n## ${anchor}\n`);
  }
});
