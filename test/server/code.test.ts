import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Location } from 'vscode-languageserver/node';
import { type CodeObjective, OBJECTIVES_REQUEST } from '../../protocol/language.ts';
import { type LanguageClient, startLanguageClient } from '../support/languageClient.ts';
import { marked } from '../support/marked.ts';

const PYTHON =
  'def first(mu, dt=1):\n    return {"e": mu * dt}\n\n\ndef second(mu):\n    return {"e": mu}\n\n\ndef free(mu):\n    return mu\n';
const SCRIPT =
  'import argparse\np = argparse.ArgumentParser()\np.add_argument("--mu", type=float)\np.add_argument("-n", "--count", type=int)\na = p.parse_args()\n';
const FILES = {
  'script.py': SCRIPT,
  'e.sweep.yaml': 'run: {command: [python3, script.py, "--mu=${x}", -n, "3"]}\nparameters: {x: [1, 2]}\n',
  'f.sweep.yaml': 'run: {command: [python3, script.py, "${args}"]}\nparameters: {mu: [1, 2], count: 3}\nconstraints: [mu < 3]\n',
  'model.py': PYTHON,
  'model.mjs': 'export function first({ mu }) {\n  return { e: mu };\n}\n',
  'a.sweep.yaml': 'run: {python: model:first}\nparameters: {mu: [1, 2]}\nconstraints: [mu < 3]\n',
  'b.sweep.yaml': 'name: Second\nrun: {python: model:second}\nparameters: {mu: 1}\n',
  'c.sweep.yaml': 'run: {python: model:first}\nparameters: {mu: 1, dt: 2}\n',
  'd.sweep.yaml': 'run: {node: ./model.mjs#first}\nparameters: {mu: 1}\n',
} as const;

let client: LanguageClient;

beforeAll(async () => {
  client = await startLanguageClient(FILES);
});

afterAll(async () => {
  await client[Symbol.asyncDispose]();
});

/** Places as `file:line:character`, of the marked place in a source that is open in an editor. */
async function places(method: string, file: string, source: string): Promise<readonly string[]> {
  const { text, position } = marked(source);
  await client.open(file, text);
  // SAFETY: both methods answer with locations.
  const found = (await client.ask(`textDocument/${method}`, file, {
    position,
    context: { includeDeclaration: true },
  })) as readonly Location[];
  await client.close(file);
  return found.map(({ uri, range }) => `${uri.split('/').at(-1)}:${range.start.line}:${range.start.character}`).toSorted();
}

async function objectives(file: string): Promise<readonly CodeObjective[]> {
  return await client.connection.sendRequest<readonly CodeObjective[]>(OBJECTIVES_REQUEST, { uri: client.uri(file) });
}

describe('from code to tasks', () => {
  test.each([
    ['definition', 'model.py', PYTHON.replace('first', 'fi<|>rst'), ['a.sweep.yaml:0:14', 'c.sweep.yaml:0:14']],
    ['definition', 'model.py', PYTHON.replace('(mu, dt', '(m<|>u, dt'), ['a.sweep.yaml:1:13', 'a.sweep.yaml:2:14', 'c.sweep.yaml:1:13']],
    ['definition', 'model.py', PYTHON.replace('mu * dt', 'm<|>u * dt'), []],
    ['references', 'model.py', PYTHON.replace('mu * dt', 'mu * d<|>t'), ['c.sweep.yaml:1:20']],
    ['references', 'model.py', PYTHON.replace('second(mu)', 'second(m<|>u)'), ['b.sweep.yaml:2:13']],
    ['references', 'model.py', PYTHON.replace('free(mu)', 'free(m<|>u)'), []],
    ['references', 'model.py', `import os\n${PYTHON.replace('second(mu)', 'seco<|>nd(mu)')}`, ['b.sweep.yaml:1:14']],
    ['references', 'model.mjs', FILES['model.mjs'].replace('{ mu })', '{ m<|>u })'), ['d.sweep.yaml:1:13']],
    ['definition', 'model.mjs', FILES['model.mjs'].replace('first', 'fi<|>rst'), ['d.sweep.yaml:0:12']],
    ['definition', 'script.py', SCRIPT.replace('.Argument', '.Arg<|>ument'), ['e.sweep.yaml:0:25', 'f.sweep.yaml:0:25']],
    [
      'definition',
      'script.py',
      SCRIPT.replace('--mu', '--m<|>u'),
      ['e.sweep.yaml:0:37', 'e.sweep.yaml:0:44', 'e.sweep.yaml:1:13', 'f.sweep.yaml:1:13', 'f.sweep.yaml:2:14'],
    ],
    ['references', 'script.py', SCRIPT.replace('"-n"', '"-<|>n"'), ['e.sweep.yaml:0:49', 'f.sweep.yaml:1:25']],
    [
      'references',
      'f.sweep.yaml',
      FILES['f.sweep.yaml'].replace('{mu', '{m<|>u'),
      ['f.sweep.yaml:1:13', 'f.sweep.yaml:2:14', 'script.py:2:15'],
    ],
    [
      'references',
      'e.sweep.yaml',
      FILES['e.sweep.yaml'].replace('-n', '-<|>n'),
      ['e.sweep.yaml:0:49', 'f.sweep.yaml:1:25', 'script.py:3:15'],
    ],
    ['definition', 'e.sweep.yaml', FILES['e.sweep.yaml'].replace('-n', '-<|>n'), ['script.py:3:15']],
    ['definition', 'e.sweep.yaml', FILES['e.sweep.yaml'].replace('script', 'scr<|>ipt'), ['script.py:1:4']],
    ['definition', 'f.sweep.yaml', FILES['f.sweep.yaml'].replace('{mu', '{m<|>u'), ['script.py:2:15']],
  ])('%s in %s (%#)', async (method, file, source, expected) => {
    expect(await places(method, file, source)).toEqual(expected);
  });

  test('tells which functions of a file tasks run', async () => {
    expect(await objectives('model.py')).toEqual([
      {
        name: 'first',
        range: { start: { line: 0, character: 4 }, end: { line: 0, character: 9 } },
        tasks: [
          { uri: client.uri('a.sweep.yaml'), name: 'a' },
          { uri: client.uri('c.sweep.yaml'), name: 'c' },
        ],
      },
      {
        name: 'second',
        range: { start: { line: 4, character: 4 }, end: { line: 4, character: 10 } },
        tasks: [{ uri: client.uri('b.sweep.yaml'), name: 'Second' }],
      },
    ]);
    expect(await objectives('nothing.py')).toEqual([]);
    const [parser, ...more] = await objectives('script.py');
    expect([parser?.range.start, parser?.tasks.map(({ name }) => name), more]).toEqual([{ line: 1, character: 4 }, ['e', 'f'], []]);
  });

  test('follows a source that is being edited', async () => {
    await client.open('model.py', `# moved\n${PYTHON}`);
    expect((await objectives('model.py')).map(({ range }) => range.start.line)).toEqual([1, 5]);
    await client.close('model.py');
  });

  test('says nothing else about sources', async () => {
    await client.open('model.py', PYTHON);
    expect(await client.problems('model.py')).toEqual([]);
    expect(await client.ask('textDocument/hover', 'model.py', { position: { line: 0, character: 5 } })).toBeNull();
    await client.close('model.py');
  });
});

test('asks for definition and references of sources, and for their texts, only from a client that can be asked', async () => {
  const dynamic = { dynamicRegistration: true };
  const capabilities = { textDocument: { synchronization: dynamic, references: dynamic, definition: dynamic } };
  await using other = await startLanguageClient({}, { capabilities });
  const methods = await Promise.all(Array.from({ length: 5 }, () => other.registered()));
  expect(methods.toSorted()).toEqual([
    'textDocument/definition',
    'textDocument/didChange',
    'textDocument/didClose',
    'textDocument/didOpen',
    'textDocument/references',
  ]);
});
