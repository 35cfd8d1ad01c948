import { expect, it } from 'vitest';
import { analyse } from '../../../core/check/analyse.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';

function messages(text: string): readonly string[] {
  return analyse('/w/a.sweep.yaml', memoryWorld(new Map([['/w/a.sweep.yaml', text]]))).problems.map(({ message }) => message);
}

const RUN = 'run: { command: [echo, "${args}"] }\n';

it.each([
  ['a key of another tool', `${RUN}program: train.py\n`, 'Here that is `run: {command: [python3, train.py, "${args}"]}`.'],
  ['a word for workers', `${RUN}parallel: 4\n`, 'Here that is `execution: {workers: 4}`.'],
  ['a word for replicates', `${RUN}repeat: 3\n`, 'Here that is `replicates`.'],
  ['a place for results', `${RUN}output: results.csv\n`, 'Here that is `sweepdeck export`: results are kept in `.sweepdeck`'],
  ['a key from another mapping', `${RUN}timeout: 10s\n`, 'It belongs under `execution`: `execution: {timeout: …}`.'],
  [
    'a distribution of another tool',
    `${RUN}parameters: { lr: { distribution: log_uniform_values, min: 0.1, max: 1 } }\nmethod: random\nsamples: 3\n`,
    'not `log_uniform_values`. Here that is `scale: log` beside `min` and `max`.',
  ],
  [
    'a distribution of another tool that resembles one of ours',
    `${RUN}parameters: { lr: { distribution: q_uniform, min: 1, max: 5 } }\nmethod: random\nsamples: 3\n`,
    'not `q_uniform`. Here that is `step` beside `min` and `max`.',
  ],
  ['a key of another tool that resembles one of ours', `${RUN}sampler: TPESampler\n`, 'Here that is `method`.'],
  ['the same beside ours', `${RUN}samples: 3\nmethod: random\nsampler: TPESampler\n`, 'Here that is `method`.'],
  ['a pipeline', `${RUN}stages: { train: { cmd: python train.py } }\n`, 'Here that is `run`, in a task file for each stage.'],
  ['early stopping', `${RUN}early_terminate: { type: hyperband }\n`, 'no item is stopped for what it reports.'],
  ['a method that learns', `${RUN}method: bayes\nsamples: 3\n`, 'methods that learn from results are not there yet.'],
  ['a misspelt method, not taken for another', `${RUN}method: sobl\nsamples: 3\n`, 'not `sobl`. Did you mean `sobol`?'],
  [
    'a command as one text',
    'run: python train.py --lr ${lr}\n',
    'not `python train.py --lr ${lr}`. A command is written as a list: `run: {command: [python3, train.py, "${args}"]}`.',
  ],
  ['a text where a colon wants a space', 'run: python:model:train\n', 'not `python:model:train`. Put a space behind the colon.'],
  [
    'a range of Python',
    `${RUN}parameters:\n  a: range(0, 10, 3)\n`,
    'write `{min: 0, max: 9, step: 3}`, or put it in quotes to keep the text.',
  ],
  [
    'a range where values belong',
    `${RUN}parameters: { a: { values: range(3) } }\n`,
    'not `range(3)`. Here that is `{min: 0, max: 2, step: 1}`.',
  ],
  ['values without brackets', `${RUN}parameters: { a: { values: 1, 2 } }\n`, 'inside `{ }` a comma ends the value before it.'],
  ['a logarithmic axis', `${RUN}parameters: { a: { min: 1, max: 9, num: 3, log: true } }\n`, 'Here that is `scale: log`.'],
  ['a number in quotes', `${RUN}replicates: '3'\n`, 'not the text `3`. Leave the quotes out.'],
  ['one condition', `${RUN}constraints: a < b\n`, 'not `a < b`. Write `[a < b]`.'],
  ['one hypothesis', `${RUN}hypotheses: a < b\n`, 'not `a < b`. Write `[{expect: a < b}]`.'],
  ['a metric', `${RUN}metric: loss\n`, 'not `loss`. Write `{name: loss}`.'],
  ['one exclusion', `${RUN}exclude:\n  a: 1\n`, 'Put `- ` before its first key, and indent the others like it.'],
  ['a condition with a colon', `${RUN}constraints:\n  - a ? b : c\n`, 'Text that holds `: ` stands in quotes.'],
  ['a scale', `${RUN}parameters: { a: { min: 1, max: 9, num: 3, scale: logarithmic } }\n`, 'Did you mean `log`?'],
])('says what to write for %s', (_, text, advice) => {
  expect(messages(text)[0]).toContain(advice);
});

it('proposes no list of mappings where texts are wanted', () => {
  expect(messages(`${RUN}tags: { a: 1 }\n`)[0]).toBe('`tags` must be a list of texts, not a mapping.');
});
