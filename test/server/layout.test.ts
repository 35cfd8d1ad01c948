import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DocumentSymbol, type SelectionRange, type SemanticTokens, SymbolKind, type TextEdit } from 'vscode-languageserver/node';
import { lineIndex } from '../../core/text.ts';
import { MEANINGS } from '../../server/serviceApi.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { applied, marked } from '../support/marked.ts';

let client: LanguageClient;
let count = 0;

beforeAll(async () => {
  client = await startLanguageClient();
});

afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

async function open(source: string) {
  const { text, position } = marked(source);
  const file = `case${++count}.sweep.yaml`;
  await client.open(file, text);
  // SAFETY: each caller names the type that LSP gives to the answer of its method.
  const ask = async <T>(method: string, more: object = {}) => (await client.ask(`textDocument/${method}`, file, more)) as T;
  return { text, position, ask };
}

const OPTIONS = { tabSize: 4, insertSpaces: true };

describe('formatting', () => {
  test('lays a whole file out', async () => {
    const { text, ask } = await open('run: {python: a:b}\nparameters:\n    mu: [1,2] # of all\n');
    expect(applied(text, await ask<readonly TextEdit[]>('formatting', { options: OPTIONS }))).toBe(
      'run: { python: a:b }\nparameters:\n  mu: [1, 2] # of all\n',
    );
  });

  test('changes only the lines of a range', async () => {
    const { text, ask } = await open('a: {b: 1}\nc: {d: 1}\n');
    const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 5 } };
    expect(applied(text, await ask<readonly TextEdit[]>('rangeFormatting', { options: OPTIONS, range }))).toBe('a: {b: 1}\nc: { d: 1 }\n');
  });

  test('touches nothing while there is a syntax error', async () => {
    const { ask } = await open('a:   {b: 1\n');
    expect(await ask('formatting', { options: OPTIONS })).toEqual([]);
  });
});

/** Words with their meanings. */
async function meanings(source: string): Promise<readonly string[]> {
  const { text, ask } = await open(source);
  const { data } = await ask<SemanticTokens>('semanticTokens/full');
  const lines = lineIndex(text);
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0] = data.slice(at, at + 4);
    line += down;
    character = down === 0 ? character + right : right;
    const start = lines.offset({ line, character });
    found.push(`${text.slice(start, start + length)} ${MEANINGS[type] ?? ''}`);
  }
  return found;
}

describe('colours by meaning', () => {
  test.each([
    ['run: {python: pendulum:simulate}\n', ['pendulum namespace', 'simulate function']],
    ['run: {node: "./a.mjs#b"}\n', ['./a.mjs namespace', 'b function']],
    [
      'run: {command: [a, "--x=${mu}-${seed}-${nu}"]}\nparameters: {mu: 1}\n',
      [
        '${ operator',
        'mu parameter',
        '} operator',
        '${ operator',
        'seed keyword',
        '} operator',
        '${ operator',
        'nu variable',
        '} operator',
      ],
    ],
    [
      'parameters: {mu: 1}\nconstraints: ["sqrt(mu) > 2 and nu != \'x\'", true]\n',
      [
        'sqrt function',
        '( operator',
        'mu parameter',
        ') operator',
        '> operator',
        '2 number',
        'and operator',
        'nu variable',
        '!= operator',
        "'x' string",
      ],
    ],
    ['parameters: {a-b: 1, c: {values: [1], when: a-b < pi}}\n', ['a-b parameter', '< operator', 'pi keyword']],
    [
      'schema: {outputs: {e: {}}}\nparameters: {a: 1}\nviews: {columns: [a, e, "r = e / a"]}\n',
      ['a parameter', 'e property', 'r property', 'e property', '/ operator', 'a parameter'],
    ],
    [
      'schema: {outputs: {e: {}}}\nparameters: {a: [x, y]}\nhypotheses: [{expect: "e[a=x, b=y z] < f - 0.5"}]\n',
      [
        ...['e property', '[ operator', 'a parameter', '= operator', 'x string', ', operator', 'b variable', '= operator', 'y z string'],
        ...['] operator', '< operator', 'f variable', '- operator', '0.5 number'],
      ],
    ],
    ['constraints: ["a < "]\n', ['a variable', '< operator']],
  ])('of %j', async (source, expected) => {
    expect(await meanings(source)).toEqual(expected);
  });
});

test('a selection grows from a name over its value and entry to the file', async () => {
  const { text, position, ask } = await open('run: {python: a:b}\nparameters:\n  mu: {min: 1, when: "n<|>u < 2"}\n  nu: 1\n');
  const [first] = await ask<readonly SelectionRange[]>('selectionRange', { positions: [position] });
  const lines = lineIndex(text);
  const texts: string[] = [];
  for (let one = first; one; one = one.parent) texts.push(text.slice(lines.offset(one.range.start), lines.offset(one.range.end)));
  expect(texts).toEqual([
    'nu',
    'nu < 2',
    '"nu < 2"',
    'when: "nu < 2"',
    '{min: 1, when: "nu < 2"}',
    'mu: {min: 1, when: "nu < 2"}',
    'mu: {min: 1, when: "nu < 2"}\n  nu: 1',
    'parameters:\n  mu: {min: 1, when: "nu < 2"}\n  nu: 1',
    text.trimEnd(),
    text,
  ]);
});

test('symbols show what stands on one line beside its key', async () => {
  const { ask } = await open(
    'run: {command: [a]}\nschema:\n  parameters:\n    mu: {type: float}\nparameters:\n  mu: [1, 2]\n  model:\n    depth: {min: 1, max: 3, step: 1}\nconstraints:\n  - mu < 3\n',
  );
  const flat = (entries: readonly DocumentSymbol[], above = ''): readonly string[] =>
    entries.flatMap(({ name, detail, kind, children }) => [
      `${above}${name} ${kind}${detail === undefined ? '' : ` ${detail}`}`,
      ...flat(children ?? [], `${above}${name}.`),
    ]);
  expect(flat(await ask('documentSymbol'))).toEqual([
    `run ${SymbolKind.Namespace} {command: [a]}`,
    `schema ${SymbolKind.Namespace}`,
    `schema.parameters ${SymbolKind.Namespace}`,
    `schema.parameters.mu ${SymbolKind.Field} {type: float}`,
    `parameters ${SymbolKind.Namespace}`,
    `parameters.mu ${SymbolKind.Variable} [1, 2]`,
    `parameters.model ${SymbolKind.Namespace}`,
    `parameters.model.depth ${SymbolKind.Variable} {min: 1, max: 3, step: 1}`,
    `constraints ${SymbolKind.Array}`,
  ]);
});
