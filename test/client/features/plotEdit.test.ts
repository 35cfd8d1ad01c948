import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { plotEdit } from '../../../client/features/plotEdit.ts';

const CHOICE = { kind: 'heat', x: 'model.depth', y: 'on', output: 'the "loss"' } as const;

it.each([
  ['no views', 'a: 1\n', []],
  ['no line end', 'a: 1', []],
  ['views without plots', 'views:\n  # which\n  columns: [mu]\na: 1\n', []],
  ['a list of plots', 'views:\n  columns:\n    - mu\n  plots:\n    - {x: mu}\n    - {x: nu}\na: 1\n', [{ x: 'mu' }, { x: 'nu' }]],
  ['a list without indentation', 'views:\n  plots:\n  - {x: mu}\na: 1\n', [{ x: 'mu' }]],
  ['plots in brackets', 'views:\n  plots: [{x: mu}]\na: 1\n', [{ x: 'mu' }]],
  ['empty plots in brackets', 'views:\n    plots: [ ]\na: 1\n', []],
])('puts a plot first in a task file with %s', (_, source, others) => {
  const edit = plotEdit(source, CHOICE);
  const text = source.slice(0, edit?.at) + (edit?.text ?? '') + source.slice(edit?.at);
  expect(parse(text)).toMatchObject({ a: 1, views: { plots: [CHOICE, ...others] } });
});

it('leaves alone what it does not understand', () => {
  expect(plotEdit('views: {columns: [mu]}\n', CHOICE)).toBeUndefined();
});
