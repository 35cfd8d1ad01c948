import * as z from 'zod';
import { anything, choices, count, fieldType, key, name, scalar, text } from './schemaParts.ts';

const condition = z.union([z.string(), z.boolean()]).meta({ title: 'an expression such as `depth > 2`' });

/** The keys that make a mapping an axis, and not a group of parameters. */
export const GENERATOR_KEYS = ['values', 'value', 'min', 'max', 'step', 'num', 'files', 'distribution'] as const;

const axis = z
  .strictObject({
    values: key(
      z.array(anything).meta({ title: 'a list of values' }),
      'The values of the axis, one after the other. Example: `values: [adam, sgd]`.',
    ),
    value: key(anything, 'One value for all points; needed where the value itself is a list or a mapping. Example: `value: [64, 64]`.'),
    min: key(z.number(), 'The first value of a range, included. Example: `{min: 0.1, max: 1, step: 0.1}`.'),
    max: key(z.number(), 'The last value of a range, included when the steps reach it. Example: `{min: 0.1, max: 1, step: 0.1}`.'),
    step: key(
      z.number().gt(0).meta({ title: 'a number above 0' }),
      'The distance of neighbouring values, computed in decimal. Example: `step: 0.05`.',
    ),
    num: key(
      count,
      'How many values to spread evenly from `min` to `max`, both included. Example: `{min: 1, max: 1000, num: 4, scale: log}`.',
    ),
    scale: key(
      z.enum(['linear', 'log']),
      'How `num` values are spread, or drawn: with equal differences (`linear`, the default) or equal ratios (`log`).',
    ),
    files: key(text, 'A glob; each matching file is a value, sorted by path. Example: `files: data/*.csv`.'),
    type: key(fieldType, 'The type of the values, when no schema says it. Example: `type: int`.'),
    when: key(condition, "The parameter exists only at points where this expression is true. Example: `when: optimizer == 'sgd'`."),
    distribution: key(
      z.enum(['normal', 'uniform', 'lognormal']),
      'Draws values from a distribution, for sampling methods; `min` and `max` cut it. Example: `{distribution: normal, mean: 0, std: 1}`.',
    ),
    mean: key(z.number(), 'The mean of the distribution; of `lognormal` that of the logarithm. Example: `mean: 0`.'),
    std: key(
      z.number().gt(0).meta({ title: 'a number above 0' }),
      'The standard deviation of the distribution; of `lognormal` that of the logarithm. Example: `std: 0.5`.',
    ),
  })
  .meta({ title: 'an axis', description: 'One varying parameter, made by `values`, a range, or `files`.' });

/** What the keys of an axis are called elsewhere. */
export const AXIS_SYNONYMS: Readonly<Record<string, string>> = {
  start: 'min',
  from: 'min',
  low: 'min',
  lower: 'min',
  stop: 'max',
  end: 'max',
  to: 'max',
  high: 'max',
  upper: 'max',
  n: 'num',
  count: 'num',
  steps: 'num',
  samples: 'num',
  q: 'step',
  by: 'step',
  increment: 'step',
  choices: 'values',
  options: 'values',
  list: 'values',
  glob: 'files',
  dtype: 'type',
  if: 'when',
  condition: 'when',
};

choices.add(axis, {
  keys: GENERATOR_KEYS,
  foreign: 'mixed-axis-group',
  synonyms: AXIS_SYNONYMS,
});

const list = z.array(anything).meta({ title: 'a list of values' });

/** What may stand behind a parameter's name: a constant, a list of values, an axis, or a group of nested parameters. */
const parameter: z.ZodType = z
  .lazy((): z.ZodType => z.union([scalar, list, axis, group]))
  .meta({
    id: 'Parameter',
    title: 'a value, a list of values, an axis or a group of parameters',
    description: 'A single value is a constant, a list is an axis.',
  });

const group = z.record(name, parameter).meta({ title: 'a mapping of parameter names' });

const partialPoint = z.record(name, anything).meta({ title: 'a point: parameter names with one value each' });
const rows = z.union([z.string(), z.array(partialPoint)]).meta({ title: 'a list of points, or the path of a CSV, JSON or NDJSON file' });

/** The keys of a block; the task file itself is one. */
export const BLOCK_KEYS = ['parameters', 'zip', 'cases', 'points', 'concat', 'constraints', 'exclude', 'include'] as const;

const exclusion = z.lazy((): z.ZodType => z.union([block, partialPoint])).meta({ title: 'a partial point, or a block' });

export const blockShape = {
  parameters: key(
    group,
    'What to vary and what to hold: a single value is a constant, a list is an axis, a mapping with `min`, `max`, … is a range. Example: `parameters: {mu: {min: 0, max: 1, step: 0.1}}`.',
  ),
  zip: key(
    z.record(name, z.record(name, parameter).meta({ title: 'a mapping of parameters that move together' })),
    'Parameters that move together, as one axis. Example: `zip: {size: {width: [64, 128], height: [48, 96]}}`.',
  ),
  cases: key(
    z.record(
      name,
      z
        .record(z.string(), z.union([z.null(), group]).meta({ title: 'a mapping of parameters, `{}` for none' }))
        .meta({ title: 'a mapping of case names, each with its own parameters (`{}` for none)' }),
    ),
    'Named alternatives with parameters of their own. Example: `cases: {optimizer: {adam: {beta: [0.9, 0.99]}, sgd: {}}}`.',
  ),
  points: key(rows, 'Points listed one by one, or read from a file. Example: `points: [{a: 1, b: 2}]` or `points: runs.csv`.'),
  concat: key(
    z.lazy((): z.ZodType => z.array(block)).meta({ title: 'a list of blocks' }),
    'Blocks tried one after the other; a parameter that a block lacks is absent there. Example: `concat: [{parameters: {a: [1, 2]}}, {points: [{a: 9}]}]`.',
  ),
  constraints: key(
    z.array(condition).meta({ title: 'a list of expressions' }),
    'Expressions that must all be true for a point to stay. Example: `constraints: [width * height <= 4096]`.',
  ),
  exclude: key(
    z.array(exclusion).meta({ title: 'a list of partial points or blocks' }),
    'Points to take away, each a partial point or a block. Example: `exclude: [{optimizer: sgd, depth: 8}]`.',
  ),
  include: key(
    z.array(partialPoint).meta({ title: 'a list of points' }),
    'Full points to add at the end; constants are filled in. Example: `include: [{optimizer: sgd, depth: 16}]`.',
  ),
};

const block: z.ZodType = z
  .strictObject(blockShape)
  .meta({ id: 'Block', title: 'a block', description: 'A mapping that says which points there are.' });
choices.add(block, { keys: BLOCK_KEYS });
