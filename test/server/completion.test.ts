import { describe, expect, test } from 'vitest';
import { type CompletionItem, DiagnosticSeverity, type Hover, type TextEdit } from 'vscode-languageserver/node';
import { languageCases } from '../support/languageCases.ts';
import { applied, marked } from '../support/marked.ts';

const FILES = {
  'model.py':
    'def train(lr, depth: int = 2, fast: bool = False):\n    """Trains a model."""\n    return {"loss": lr}\n\ndef prepare():\n    pass\n',
  'data/one.csv': 'x\n',
  'base.sweep.yaml': 'run: {python: model:train}\nparameters: {lr: [0.1, 0.2]}\n',
  'model.sweep-params.yaml':
    'parameters:\n  lr: {type: float, min: 0.001, max: 1}\n  depth: {type: int, default: 3, description: Layers}\n  mode: {values: [quick, slow]}\noutputs:\n  loss: {type: float, unit: J, description: What is left}\n',
} as const;
const RUN = 'run: {python: model:train}\n';
const SCHEMA = 'run: {command: [a, "${args}"]}\nschema: ./model.sweep-params.yaml\n';

const cases = languageCases(FILES);

describe('offers', () => {
  test.each([
    ['files that items read', `${RUN}inputs: [<|>]\n`, ['data/one.csv', 'model.py']],
    ['parent files, not the file itself', 'extends: <|>\n', ['./base.sweep.yaml']],
    ['functions for the setup', 'run:\n  python: model:train\n  setup: <|>\n', ['train', 'prepare']],
    ['cases where a point chooses one', `${RUN}cases: {opt: {adam: {}, sgd: {}}}\nexclude: [{opt: <|>}]\n`, ['adam', 'sgd']],
    ['cases inside a text of an expression', `${RUN}cases:\n  opt: {adam: {}, sgd: {}}\nconstraints:\n  - opt != '<|>'\n`, ['adam', 'sgd']],
    [
      'members of the schema in a list of an expression',
      `${SCHEMA}parameters: {lr: 1, mode: slow}\nconstraints:\n  - mode in ['slow', '<|>']\n`,
      ['quick', 'slow'],
    ],
    ['true and false of an annotation', `${RUN}parameters:\n  lr: 1\n  fast: <|>\n`, ['true', 'false']],
    ['the default of the schema', `${SCHEMA}parameters:\n  lr: 1\n  depth: <|>\n`, ['3']],
    ['outputs in columns', `${SCHEMA}parameters: {lr: 1, mode: slow}\nviews:\n  columns:\n    - <|>\n`, ['loss', 'lr']],
    ['forms of an axis', `${RUN}parameters:\n  lr: <|>\n`, ['[…]', '{ min, max, num }', '{ min, max, step }', '{ …, scale: log }']],
  ])('%s', async (_, source, expected) => {
    expect((await cases.completion(source)).map(({ label }) => label)).toEqual(expect.arrayContaining([...expected]));
  });

  test('no file as its own parent', async () => {
    const { file, position } = await cases.open('extends: <|>\n');
    // SAFETY: the server answers with a plain list.
    const offered = (await cases.client.ask('textDocument/completion', file, { position })) as readonly CompletionItem[];
    expect(offered.map(({ label }) => label)).not.toContain(`./${file}`);
  });

  test('functions of expressions with what they do', async () => {
    const sqrt = (await cases.completion(`${RUN}parameters: {lr: 1}\nconstraints:\n  - <|>\n`)).find(({ label }) => label === 'sqrt');
    expect(JSON.stringify(sqrt?.documentation)).toContain('square root');
  });
});

describe('forms of an axis leave a valid file', () => {
  test.each(['[…]', '{ min, max, num }', '{ min, max, step }', '{ …, scale: log }'])('%s', async (label) => {
    for (const head of [RUN, SCHEMA]) {
      const source = `${head}parameters:\n  mode: quick\n  lr: <|>\n`.replace(head === RUN ? '  mode: quick\n' : '\0', '');
      const item = (await cases.completion(source)).find((one) => one.label === label);
      // SAFETY: the server gives plain text edits.
      const edit = item?.textEdit as TextEdit;
      const newText = edit.newText.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace('$0', '');
      const { file } = await cases.open(applied(marked(source).text, [{ ...edit, newText }]));
      const errors = (await cases.client.problems(file)).filter(({ severity }) => severity === DiagnosticSeverity.Error);
      expect(errors.map(({ message }) => message)).toEqual([]);
    }
  });
});

describe('explains', () => {
  test.each([
    [
      'an output',
      `${SCHEMA}parameters: {lr: 1, mode: slow}\nmetric: {name: lo<|>ss}\n`,
      ['`loss`', 'output', 'What is left', 'Unit: `J`', 'model.sweep-params.yaml'],
    ],
    ['a case', `${RUN}cases: {opt: {ad<|>am: {}, sgd: {}}}\n`, ['`adam`', 'cases of `opt`']],
    ['a function of expressions', `${RUN}parameters: {lr: 1}\nconstraints: ["sq<|>rt(lr) < 1"]\n`, ['square root']],
    ['a placeholder', 'run: {command: [a, "${item.d<|>ir}", "${args}"]}\nparameters: {lr: 1}\n', ['own folder']],
    [
      'a parameter that takes its default',
      `${SCHEMA}parameters: {lr: 1, mode: slow}\nconstraints: [dep<|>th > 2]\n`,
      ['that of `model.sweep-params.yaml` is not passed', 'Default: `3`', 'Layers'],
    ],
    ['a parameter of a parent file', 'extends: ./base.sweep.yaml\nconstraints: [l<|>r < 1]\n', ['From `base.sweep.yaml`', '2 values']],
    [
      'where a field is declared',
      `${SCHEMA}parameters: {l<|>r: [0.1, 0.2], mode: slow}\n`,
      ['Declared in `model.sweep-params.yaml`', '2 values'],
    ],
  ])('%s', async (_, source, parts) => {
    const answer = await cases.hover(source);
    for (const part of parts) expect(JSON.stringify(answer?.contents)).toContain(part);
  });
});

test('explains the fields of a schema file in that file', async () => {
  const { text, position } = marked(FILES['model.sweep-params.yaml'].replace('  depth', '  de<|>pth'));
  await cases.client.open('model.sweep-params.yaml', text);
  // SAFETY: LSP says so.
  const answer = (await cases.client.ask('textDocument/hover', 'model.sweep-params.yaml', { position })) as Hover | null;
  for (const part of ['`depth`', '`int`', 'Layers', 'Default: `3`']) expect(JSON.stringify(answer?.contents)).toContain(part);
  await cases.client.close('model.sweep-params.yaml');
});
