import { describe, expect, test } from 'vitest';
import { type CompletionItem, DiagnosticSeverity, InsertTextFormat, type TextEdit } from 'vscode-languageserver/node';
import { languageCases } from '../support/languageCases.ts';
import { applied, marked } from '../support/marked.ts';
import { workspaceFiles } from '../support/rows.ts';
import { CLAIM, HYPOTHESES, LR, RUN, SCHEMA, SCRIPT } from '../support/taskTexts.ts';

/** Every kind of place through a real connection: what is offered there, and that what is taken leaves a file that can be read. */

const BLOCK = ['parameters', 'zip', 'cases', 'points', 'concat', 'constraints', 'exclude', 'include'];
const FIELD = [
  'type',
  'min',
  'max',
  'default',
  'values',
  'unit',
  'description',
  'pattern',
  'optional',
  'items',
  'extensions',
  'path',
  'hidden',
];
const TYPES = ['float', 'int', 'bool', 'string', 'enum', 'file', 'array', 'object', 'series', 'any'];
const FUNCTIONS = ['abs', 'min', 'max', 'sqrt', 'exp', 'log', 'log10', 'log2', 'floor', 'ceil', 'round', 'len', 'sin', 'cos', 'tan'];

const cases = languageCases(workspaceFiles());

const OFFERS: readonly (readonly [place: string, source: string, offered: readonly string[], not: readonly string[]])[] = [
  ['keys of an empty file', '<|>', ['run', 'extends', 'schema', ...BLOCK, 'metric', 'execution', 'views'], ['python']],
  ['keys that are not there yet', `${RUN}<|>`, [...BLOCK], ['run']],
  [
    'keys of run',
    'run:\n  <|>',
    ['python', 'node', 'command', 'shell', 'setup', 'build', 'env', 'cwd', 'success', 'result'],
    ['parameters'],
  ],
  ['keys of execution', `${RUN}execution:\n  <|>`, ['workers', 'timeout', 'memory', 'retries', 'on_failure', 'order'], ['seed']],
  ['keys of retries', `${RUN}execution:\n  retries: {<|>}`, ['max', 'on', 'backoff'], []],
  ['kinds of failure', `${RUN}execution:\n  retries:\n    on:\n      - <|>`, ['timeout', 'signal', 'oom', 'exit'], []],
  ['keys of a metric', `${RUN}metric:\n  <|>`, ['name', 'goal', 'target', 'aggregate', 'summary'], []],
  ['keys of the cache', `${RUN}cache: {<|>}`, ['code', 'env', 'ignore', 'version', 'stale', 'keep'], []],
  ['keys of views', `${RUN}views:\n  <|>`, ['columns', 'plots'], []],
  ['keys of a hypothesis', `${RUN}hypotheses:\n  - <|>`, ['name', 'expect', 'test', 'alpha'], []],
  ['tests of a hypothesis', `${RUN}hypotheses:\n  - {expect: x, test: <|>}`, ['welch', 'wilcoxon'], []],
  ['keys of a schema', `${RUN}schema:\n  <|>`, ['parameters', 'outputs'], []],
  ['arguments as names of fields', `${RUN}schema:\n  parameters:\n    <|>`, ['lr', 'depth', 'optimizer'], []],
  ['keys of a field', `${RUN}schema:\n  parameters:\n    lr: {<|>}`, FIELD, ['step']],
  ['keys of an output', `${RUN}schema:\n  outputs:\n    loss:\n      <|>`, FIELD, []],
  ['types of a field', `${RUN}schema: {parameters: {lr: {type: <|>}}}`, TYPES, []],
  ['flags', `${RUN}schema: {parameters: {lr: {optional: <|>}}}`, ['true', 'false'], []],
  ['schema files', `${RUN}schema: <|>`, ['./shared.sweep-params.yaml'], ['./base.sweep.yaml']],
  ['parent files', 'extends: <|>', ['./base.sweep.yaml'], ['./shared.sweep-params.yaml']],
  ['tables of points', `${RUN}points: <|>`, ['./runs.csv', './runs.json', './runs.ndjson'], ['./model.py']],
  ['Python modules', 'run:\n  python: <|>', ['model'], ['solve']],
  ['functions of a Python module', 'run:\n  python: model:<|>', ['train', 'free', 'configured'], ['Config']],
  ['functions inside quotes', 'run: {python: "model:<|>"}', ['train'], []],
  ['JavaScript modules', 'run:\n  node: <|>', ['./solve.mjs'], ['./model.py']],
  ['functions of a JavaScript module', 'run:\n  node: ./solve.mjs#<|>', ['solve', 'default'], []],
  ['words of a command', 'run:\n  command: [<|>]', ['"${args}"', './solve.sh', './model.py'], ['./runs.csv']],
  [
    'placeholders',
    `run: {command: [a, "\${<|>"]}\n${LR}`,
    ['lr', 'args', 'seed', 'item.dir', 'item.parameters_file', 'workspace'],
    ['sqrt'],
  ],
  ['options of a script', `${SCRIPT}<|>]}`, ['--lr', '--batch-size', '--optimizer', '"${args}"'], ['--help', '-h']],
  ['options in quotes', `${SCRIPT}"--<|>"]}`, ['--lr', '--batch-size', '--optimizer'], ['"${args}"', './solve.sh']],
  ['options in lines', `${LR}run:\n  command:\n    - python3\n    - options.py\n    - --<|>\n`, ['--lr', '--batch-size'], []],
  ['options that are not given yet', `${SCRIPT}--lr, "1", --<|>]}`, ['--batch-size', '--optimizer'], ['--lr']],
  ['no options in front of the script', `${LR}run: {command: [python3, <|>]}`, ['./options.py'], ['--lr']],
  ['choices of an option', `${SCRIPT}"--optimizer=<|>"]}`, ['adam', 'sgd', '${lr}'], ['--lr']],
  ['choices of an option in the next word', `${SCRIPT}--optimizer, <|>]}`, ['adam', 'sgd', '${lr}'], ['--lr']],
  [
    'options that `${args}` may pass',
    `run: {command: [python3, options.py, "\${args}"]}\nparameters:\n  lr: 1\n  <|>`,
    ['batch-size', 'optimizer'],
    ['lr', 'help'],
  ],
  [
    'choices of an option as values',
    'run: {command: [python3, options.py, "${args}"]}\nparameters: {optimizer: [<|>]}',
    ['adam', 'sgd'],
    [],
  ],
  ['where outputs are', 'run: {command: [a], result: <|>}', ['return', 'stdout'], []],
  ['keys of where outputs are', 'run: {command: [a], result: {<|>}}', ['json', 'jsonl', 'regex'], []],
  ['arguments that are still missing', `${RUN}parameters:\n  lr: 1\n  <|>`, ['depth', 'optimizer'], ['lr']],
  ['parameters of the schema', `${SCHEMA}parameters:\n  <|>`, ['lr', 'depth', 'optimizer', 'fast'], []],
  [
    'generator keys',
    `${RUN}parameters:\n  lr: {<|>}`,
    ['values', 'value', 'min', 'max', 'step', 'num', 'files', 'when', 'scale', 'type'],
    [],
  ],
  ['generator keys of a group', `${RUN}parameters:\n  model:\n    depth:\n      <|>`, ['values', 'min'], []],
  ['the scale', `${RUN}parameters: {lr: {min: 1, max: 2, num: 3, scale: <|>}}`, ['linear', 'log'], []],
  ['the type of an axis', `${RUN}parameters: {lr: {min: 1, max: 2, num: 3, type: <|>}}`, TYPES, []],
  ['names of a condition', `${RUN}parameters: {lr: [1, 2], depth: {values: [1], when: <|>}}`, ['lr', 'sqrt', 'not', 'pi'], []],
  ['members of an enum', `${SCHEMA}parameters: {optimizer: [adam, <|>]}`, ['adam', 'sgd', 'lion'], []],
  ['flags of the schema', `${SCHEMA}parameters: {fast: <|>}`, ['true', 'false'], ['[…]']],
  [
    'files of a file parameter',
    `${SCHEMA}parameters: {table: <|>}`,
    ['data/one.csv', 'data/two.csv', '{ files }'],
    ['data/one.txt', '[…]'],
  ],
  ['forms of an axis', `${RUN}parameters:\n  lr: <|>`, ['[…]', '{ min, max, num }', '{ min, max, step }', '{ …, scale: log }'], []],
  ['parameters of a zip', `${RUN}zip:\n  pair:\n    <|>`, ['lr', 'depth'], BLOCK],
  ['literals of an annotation', 'run: {python: documented:google}\nparameters: {mode: <|>}', ['fast', 'exact'], []],
  ['literals of a type', 'run: {node: ./typed.ts#train}\nparameters: {mode: [<|>]}', ['fast', 'exact'], []],
  ['members of a schema in the code', 'run: {node: ./checked.mjs#train}\nparameters: {mode: <|>}', ['fast', 'exact'], []],
  ['names of a schema in the code', 'run: {node: ./checked.mjs#train}\nparameters:\n  lr: 1\n  <|>', ['depth', 'mode'], ['lr']],
  ['members in a zip', `${SCHEMA}zip:\n  pair:\n    optimizer: [<|>]`, ['adam', 'sgd'], []],
  ['enums as case parameters', `${SCHEMA}cases:\n  <|>`, ['optimizer'], ['lr']],
  ['members as cases', `${SCHEMA}cases:\n  optimizer:\n    <|>`, ['adam', 'sgd', 'lion'], []],
  ['parameters of a case', `${RUN}cases:\n  kind:\n    small:\n      <|>`, ['lr', 'depth'], []],
  ['members in a case', `${SCHEMA}cases: {kind: {small: {optimizer: <|>}}}`, ['adam', 'sgd'], []],
  ['parameters of a point', `${RUN}points:\n  - <|>`, ['lr', 'depth'], []],
  ['members in a point', `${SCHEMA}points:\n  - optimizer: <|>`, ['adam', 'sgd'], []],
  ['parameters to exclude, or a block', `${RUN}${LR}exclude:\n  - <|>`, ['lr', ...BLOCK], ['depth']],
  ['values to exclude', `${RUN}${LR}exclude:\n  - lr: <|>`, ['0.1', '0.2'], []],
  ['parameters to include', `${RUN}parameters: {lr: [1, 2], depth: [1, 2]}\ninclude: [{lr: 3, <|>}]`, ['depth'], ['lr']],
  ['keys of a block', `${RUN}concat:\n  - <|>`, BLOCK, ['seed', 'run']],
  ['parameters of a block', `${RUN}concat:\n  - parameters:\n      <|>`, ['lr', 'depth'], []],
  [
    'names and functions of a constraint',
    `${RUN}${LR}constraints:\n  - <|>`,
    ['lr', ...FUNCTIONS, 'and', 'or', 'not', 'in', 'true', 'false', 'none', 'pi'],
    [],
  ],
  ['names inside quotes', `${RUN}${LR}constraints: ["<|>"]`, ['lr', 'sqrt'], []],
  ['names inside a function', `${RUN}${LR}constraints:\n  - sqrt(<|>)`, ['lr'], []],
  ['texts that a name is compared with', `${SCHEMA}${LR}constraints:\n  - optimizer == '<|>'`, ['adam', 'sgd', 'lion'], ['lr']],
  ['texts of an axis', `${RUN}parameters: {mode: [fast, slow]}\nconstraints:\n  - mode != '<|>'`, ['fast', 'slow'], []],
  ['members of a group', `${RUN}parameters: {model: {depth: [1, 2]}}\nconstraints:\n  - model.<|>`, ['model.depth'], []],
  ['outputs of a metric', `${SCHEMA}${LR}metric: {name: <|>}`, ['loss', 'accuracy'], ['lr']],
  ['goals', `${RUN}metric: {name: loss, goal: <|>}`, ['minimize', 'maximize'], []],
  ['columns', `${SCHEMA}${LR}views:\n  columns: [<|>]`, ['lr', 'loss', 'accuracy'], []],
  ['names in a computed column', `${SCHEMA}${LR}views:\n  columns: ["r = lo<|>"]`, ['loss', 'lr', 'log'], []],
  ['names of a plot', `${SCHEMA}${LR}views:\n  plots:\n    - {x: lr, y: <|>}`, ['lr', 'loss', 'accuracy'], []],
  ['outputs that a hypothesis compares', `${CLAIM}<|>`, ['loss', 'accuracy'], ['lr', 'sqrt']],
  ['outputs on the other side', `${CLAIM}loss[lr=0.1] < l<|>`, ['loss', 'accuracy'], ['lr']],
  ['parameters that a hypothesis selects by', `${CLAIM}loss[<|>`, ['lr', 'mode'], ['loss']],
  ['more of them, inside quotes', `${HYPOTHESES}[{expect: "loss[lr=0.1, m<|>"}]`, ['lr', 'mode'], ['loss']],
  ['values that a hypothesis selects', `${CLAIM}loss[mode=f<|>`, ['fast', 'slow'], ['lr']],
  ['axes to cross', `${RUN}${LR}cross: [<|>]`, ['lr'], ['depth']],
  ['parameters to ignore', `${RUN}${LR}cache: {ignore: [<|>]}`, ['lr'], []],
  ['inputs', `${RUN}inputs:\n  - <|>`, ['data/one.csv', 'runs.csv'], []],
  ['methods', `${RUN}method: <|>`, ['grid'], []],
  ['orders', `${RUN}execution: {order: <|>}`, ['declared', 'shuffle', 'stride', 'coarse-to-fine'], []],
  ['seedings', `${RUN}seeding: <|>`, ['paired', 'independent'], []],
  ['the version', 'version: <|>', ['1'], []],
];

describe('offers', () => {
  test.each(OFFERS)('%s', async (_, source, offered, not) => {
    const labels = (await cases.completion(source)).map(({ label }) => label);
    expect(labels).toEqual(expect.arrayContaining([...offered]));
    expect(labels.filter((label) => not.includes(label))).toEqual([]);
  });

  test.each([`${CLAIM}loss <|>`, `${CLAIM}loss[lr <|>`, `${RUN}# <|>`, `${RUN}${LR.trim()} # l<|>`, `${RUN}description: <|>`])(
    'nothing in %j',
    async (source) => {
      expect(await cases.completion(source)).toEqual([]);
    },
  );

  test('every key with its documentation and what it takes', async () => {
    const keys = await cases.completion('<|>');
    for (const { label, documentation, detail } of keys) {
      expect(JSON.stringify(documentation), label).toMatch(/[A-Za-z]/);
      expect(detail, label).toMatch(/\S/);
    }
  });
});

/** What stands in the document after a suggestion was taken, its placeholders left as they are. */
function taken(text: string, { textEdit, insertTextFormat }: CompletionItem): string {
  // SAFETY: the server gives plain text edits.
  const edit = textEdit as TextEdit;
  const isSnippet = insertTextFormat === InsertTextFormat.Snippet;
  const newText = isSnippet ? edit.newText.replace(/\$\{\d+:([^}]*)\}/g, '$1').replace('$0', '') : edit.newText;
  return applied(text, [{ ...edit, newText }]);
}

describe('what is taken leaves YAML that can be read', () => {
  test.each(OFFERS)('%s', async (_, source) => {
    const { text } = marked(source);
    for (const item of (await cases.completion(source)).slice(0, 30)) {
      const { file } = await cases.open(taken(text, item));
      const broken = (await cases.client.problems(file)).filter(({ code }) => code === 'yaml-syntax' || code === 'duplicate-key');
      // Inside a bracket or quote that is still open, nothing can be right yet.
      const isOpen = /[[{"'](?:[^\]}"']*)$/.test(text);
      expect(isOpen ? [] : broken.map(({ range }) => [item.label, range]), taken(text, item)).toEqual([]);
      await cases.client.close(file);
    }
  });

  test.each(['float', 'int', 'enum', 'bool', 'file'])('and no error for a parameter of type %s', async (type) => {
    const name = { float: 'lr', int: 'depth', enum: 'optimizer', bool: 'fast', file: 'table' }[type] ?? '';
    const rest = name === 'lr' ? '' : '  lr: 0.1\n';
    const source = `${SCHEMA}parameters:\n${rest}  ${name}: <|>\n`;
    for (const item of await cases.completion(source)) {
      const { file } = await cases.open(taken(marked(source).text, item));
      const errors = (await cases.client.problems(file)).filter(({ severity }) => severity === DiagnosticSeverity.Error);
      expect(
        errors.map(({ code }) => code),
        item.label,
      ).toEqual([]);
    }
  });
});
