import { describe, expect, test } from 'vitest';
import type { InlayHint } from 'vscode-languageserver/node';
import { languageCases } from '../support/languageCases.ts';
import { workspaceFiles } from '../support/rows.ts';
import { CLAIM, LR, RUN, SCHEMA, SCRIPT } from '../support/taskTexts.ts';

/** Every kind of place through a real connection: what is said of it, and what stands behind it. */

const cases = languageCases(workspaceFiles());

describe('explains', () => {
  test.each([
    ['a key', `${RUN}repl<|>icates: 3\n`, ['`replicates`', 'a whole number from 1 up', 'repeated']],
    ['a key two levels deep', `${RUN}execution: {time<|>out: 10s}\n`, ['`timeout`', 'duration']],
    ['an axis', `${SCHEMA}parameters: {l<|>r: {min: 0, max: 1, num: 5}}\n`, ['`lr`', '5 values', '`0 … 1`', 'Learning rate', '`1/step`']],
    ['a list', `${SCHEMA}parameters: {dep<|>th: [1, 2, 3]}\n`, ['`int`', '3 values', 'Default: `3`']],
    ['a constant', `${SCHEMA}parameters: {l<|>r: 0.5}\n`, ['constant', 'Declared in `shared.sweep-params.yaml`']],
    ['a column of a zip', `${RUN}zip: {z: {l<|>r: [1, 2], depth: [3, 4]}}\n`, ['`lr`', 'Argument of the objective in `model.py`: needed']],
    ['a parameter of a case', `${SCHEMA}cases: {kind: {small: {dep<|>th: [1, 2]}}}\n`, ['`depth`', '`int`']],
    ['a parameter that a parent gives', 'extends: ./base.sweep.yaml\nconstraints: [l<|>r > 0.1]\n', ['From `base.sweep.yaml`', '3 values']],
    ['a default of the schema', `${SCHEMA}${LR}constraints: [dep<|>th > 1]\n`, ['that of `shared.sweep-params.yaml` is not passed']],
    ['an argument with its default', `${RUN}parameters: {lr: 1, depth: 1, optim<|>izer: [adam, sgd]}\n`, ['2 values', 'default `adam`']],
    ...(['google', 'numpy', 'sphinx'] as const).map((style): [string, string, string[]] => [
      `an argument by a docstring of ${style}`,
      `run: {python: documented:${style}}\nparameters: {l<|>r: 1, depth: 2}\n`,
      ['How far a step goes', 'in units of the gradient', 'needed'],
    ]),
    ['two arguments of one description', 'run: {python: documented:numpy}\nparameters: {lr: 1, dep<|>th: 2}\n', ['Both of them']],
    ['a documented argument of JavaScript', 'run: {node: ./typed.ts#train}\nparameters: {lr: 1, mo<|>de: fast}\n', ['What to prefer']],
    ['a member of a schema in the code', 'run: {node: ./checked.mjs#train}\nparameters: {l<|>r: 1}\n', ['How far', '`0 … 1`', 'needed']],
    ['a function of the code', 'run: {python: model:tr<|>ain}\n', ['train(', 'Trains a model', '`model.py`']],
    ['an output', `${SCHEMA}${LR}metric: {name: accu<|>racy}\n`, ['`accuracy`', 'output', 'Unit: `%`']],
    [
      'an option of a script',
      `${SCRIPT}--opt<|>imizer=adam]}\n`,
      ['`--optimizer`', '`adam`, `sgd`', 'Option of the script `options.py`', 'default `adam`'],
    ],
    [
      'a script',
      `${SCRIPT}--optimizer=adam]}\n`.replace('options', 'opt<|>ions'),
      ['3 options', '`--lr`', '`float, needed`', '`int, default 32`'],
    ],
    [
      'a parameter that an option gets',
      'parameters: {ra<|>te: [0.1]}\nrun: {command: [python3, options.py, "--lr=${rate}"]}\n',
      ['`rate`', '`--lr`', 'step size', 'needed'],
    ],
    [
      'a parameter that `${args}` passes',
      'parameters: {l<|>r: [0.1]}\nrun: {command: [python3, options.py, "${args}"]}\n',
      ['`--lr`', 'step size'],
    ],
    ['a parameter in a hypothesis', `${CLAIM}loss[mo<|>de=fast] < loss[mode=slow]\n`, ['`mode`', '2 values']],
    ['an output in a hypothesis', `${CLAIM}loss[mode=fast] < lo<|>ss[mode=slow]\n`, ['`loss`', 'output']],
    ['a crossed axis', `${RUN}${LR}method: random\nsamples: 2\ncross: [l<|>r]\n`, ['`lr`', '2 values']],
    ['a parameter of a plot', `${RUN}${LR}views: {plots: [{x: l<|>r}]}\n`, ['`lr`', '2 values']],
    ['a function of expressions', `${RUN}${LR}constraints: ["flo<|>or(lr) < 1"]\n`, ['whole number below']],
    ['a word of expressions', `${RUN}${LR}constraints: ["lr > 0.1 an<|>d lr < 1"]\n`, ['True when both sides are']],
    ['a placeholder', `run: {command: [a, "\${item.d<|>ir}", "\${args}"]}\n${LR}`, ['own folder']],
    ['a parameter in a placeholder', `run: {command: [a, "\${l<|>r}"]}\n${LR}`, ['`lr`', '2 values']],
  ])('%s', async (_, source, parts) => {
    const answer = await cases.hover(source);
    for (const part of parts) expect(JSON.stringify(answer?.contents)).toContain(part);
  });
});

describe('shows behind each axis how many values it has', () => {
  test.each([
    ['a list', `${RUN}${LR}`, ['×2']],
    ['a range with its end', `${RUN}parameters: {lr: {min: 0, max: 1, step: 0.3}}\n`, ['×4 … 0.9']],
    ['a number of values', `${RUN}parameters: {lr: {min: 0, max: 1, num: 7}}\n`, ['×7']],
    ['a zip as one axis', `${RUN}zip: {z: {lr: [1, 2, 3], depth: [1, 2, 3]}}\n`, ['×3']],
    ['cases', `${RUN}cases: {kind: {small: {}, large: {}}}\n`, ['×2']],
    ['files', `${RUN}parameters: {table: {files: data/*.csv}}\n`, ['×2']],
    ['no constant', `${RUN}parameters: {lr: 1}\n`, []],
    ['thousands with a mark', `${RUN}parameters: {lr: {min: 1, max: 12000, step: 1}}\n`, ['×12,000 … 12000']],
    ['axes of a child only', 'extends: ./base.sweep.yaml\nparameters: {width: [1, 2]}\n', ['×2']],
  ])('%s', async (_, source, labels) => {
    const { file } = await cases.open(source);
    const range = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };
    // SAFETY: LSP says so.
    const hints = (await cases.client.ask('textDocument/inlayHint', file, { range })) as readonly InlayHint[];
    expect(hints.map(({ label }) => label)).toEqual(labels);
  });
});
