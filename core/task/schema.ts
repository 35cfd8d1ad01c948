import * as z from 'zod';
import { PLOT_KINDS, PLOT_SCALES } from './savedPlot.ts';
import { TESTS } from '../hypothesis/hypothesis.ts';
import { schemaKeys } from './schemaField.ts';
import { anything, count, duration, key, memory, natural, percentage, text, texts } from './schemaParts.ts';
import { run } from './schemaRun.ts';
import { blockShape } from './schemaSpace.ts';

const goal = z.enum(['minimize', 'maximize']);

const metric = z.strictObject({
  name: text.meta({ description: 'The output that matters. Example: `name: energy`.' }),
  goal: key(goal, 'Whether small or large values are good; default: `minimize`.'),
  target: key(z.number(), 'The value to reach, drawn in plots. Example: `target: 0.01`.'),
  aggregate: key(z.enum(['mean', 'median', 'min', 'max']), 'How replicates become one value; default: `mean`.'),
  summary: key(z.enum(['last', 'min', 'max', 'mean']), 'How a series becomes one value; default: `last`.'),
});

const hypothesis = z.strictObject({
  name: key(text, 'A short name. Example: `name: adamw is better`.'),
  expect: text.meta({
    description:
      'What is claimed of the means of two selections of results, perhaps with a margin; `<`, `<=`, `>`, `>=` or `!=`. Example: `expect: loss[optimizer=adamw] < loss[optimizer=sgd] - 0.05`.',
  }),
  test: key(
    z.enum(TESTS),
    'The statistical test; default: `welch`. `paired-t` and `wilcoxon` pair items by their other parameters and the replicate. Example: `test: wilcoxon`.',
  ),
  alternative: key(
    z.enum(['two-sided', 'less', 'greater']),
    'The alternative hypothesis; default: the direction of `expect`. Example: `alternative: two-sided`.',
  ),
  alpha: key(
    z.number().gt(0).lt(1).meta({ title: 'a number between 0 and 1' }),
    'The level of significance; default: 0.05. Example: `alpha: 0.01`.',
  ),
  correction: key(
    z.enum(['none', 'holm', 'bh']),
    'How p is adjusted for the number of hypotheses in the file; default: `holm`. Example: `correction: bh`.',
  ),
});

const cache = z.strictObject({
  code: key(texts, 'Globs of files whose change makes results stale, besides the imports that are found. Example: `code: [lib/**/*.c]`.'),
  env: key(texts, 'Environment variables that results depend on. Example: `env: [CUDA_VERSION]`.'),
  ignore: key(texts, 'Parameters that do not change the result. Example: `ignore: [verbose]`.'),
  version: key(anything, 'Raise it to make all results stale by hand. Example: `version: 2`.'),
  stale: key(z.enum(['run', 'keep']), 'Whether stale items run again (`run`, the default) or count as done (`keep`).'),
  keep: key(natural, 'How many old generations of results survive `gc`; default: 1.'),
});

const retries = z.strictObject({
  max: key(natural, 'How often a failed item is tried again; default: 0. Example: `max: 2`.'),
  on: key(
    z
      .array(z.enum(['timeout', 'signal', 'oom', 'exit', 'exception', 'crash', 'output', 'setup', 'start']))
      .meta({ title: 'a list of kinds of failure' }),
    'The failures worth another try. Example: `on: [timeout, signal]`.',
  ),
  backoff: key(duration, 'The pause before the second try, doubled each time. Example: `backoff: 10s`.'),
});

const execution = z.strictObject({
  backend: key(z.enum(['local', 'slurm', 'queue']), 'Where items run; default: `local`.'),
  workers: key(
    z.union([count, percentage]).meta({ title: 'a whole number from 1 up, or a percentage of the cores such as `50%`' }),
    'How many items run at once; default: one for each core. Example: `workers: 4`.',
  ),
  slots: key(count, 'How many workers one item occupies; default: 1. Example: `slots: 2`.'),
  batch: key(count, 'How many items a worker gets at once; default: chosen by their duration. Example: `batch: 50`.'),
  timeout: key(
    z.union([duration, percentage]).meta({ title: 'a duration such as `10s`, or a percentage of the median such as `300%`' }),
    'After what time an item is stopped and failed. Example: `timeout: 5m`.',
  ),
  memory: key(memory, 'How much memory an item may use. Example: `memory: 2GiB`.'),
  retries: key(retries, 'When to try a failed item again. Example: `retries: {max: 2, on: [timeout]}`.'),
  on_failure: key(z.enum(['continue', 'stop']), 'Whether the sweep goes on after a failure; default: `continue`.'),
  max_failures: key(
    z.union([natural, percentage]).meta({ title: 'a whole number, or a percentage such as `10%`' }),
    'After how many failures the sweep stops. Example: `max_failures: 10%`.',
  ),
  order: key(z.enum(['declared', 'shuffle', 'stride', 'coarse-to-fine']), 'In which order items run; default: `declared`.'),
  slurm: key(
    z.record(z.string(), anything).meta({ title: 'a mapping of Slurm options' }),
    'Options of the Slurm backend. Example: `slurm: {partition: cpu, time: 2h}`.',
  ),
  queue: key(
    z.record(z.string(), anything).meta({ title: 'a mapping of queue commands' }),
    'Commands of another queue. Example: `queue: {submit: [qsub]}`.',
  ),
});

const views = z.strictObject({
  columns: key(
    texts,
    'Columns of the results table, in order; `name = expression` computes one. Example: `columns: [mu, energy, "ratio = energy / mu"]`.',
  ),
  plots: key(
    z
      .array(
        z.strictObject({
          kind: key(
            z.enum(PLOT_KINDS),
            'How it is drawn; default: as a line where `x` is given. A grid has an image or a series in each place. Example: `kind: heat`.',
          ),
          x: key(text, 'The parameter along the horizontal axis. Example: `x: mu`.'),
          y: key(text, 'What is drawn over `x`: an output, or the second parameter of a heat map or a grid. Example: `y: energy`.'),
          output: key(text, 'The output of a heat map, of parallel coordinates, of a histogram or of a grid. Example: `output: energy`.'),
          scale: key(
            z.enum(PLOT_SCALES),
            'How the numbers of the output are spaced; default: by powers of ten where all are above 0 and most lie far below the largest. Example: `scale: log`.',
          ),
        }),
      )
      .meta({ title: 'a list of plots' }),
    'Plots of the results page, the first one to begin with. Example: `plots: [{x: mu, y: energy}]`.',
  ),
});

/** The only description of the task file format: validation, completion, hover, documentation and JSON Schema come from it. */
export const taskFile = z
  .strictObject({
    version: key(z.literal(1), 'The version of the format. Example: `version: 1`.'),
    name: key(text, 'The name of the sweep; default: the name of the file. Renaming loses no results. Example: `name: pendulum`.'),
    description: key(text, 'What the sweep is for. Example: `description: Energy of a damped pendulum`.'),
    tags: key(texts, 'Words to find the sweep by. Example: `tags: [physics, paper]`.'),
    extends: key(
      text,
      'Another task file to start from: mappings merge, lists and single values replace. Example: `extends: ./base.sweep.yaml`.',
    ),
    run: key(run, 'What to execute for each item. Example: `run: {python: pendulum:simulate}`.'),
    schema: key(
      z.union([text, schemaKeys]).meta({ title: 'a mapping, or the path of a schema file' }),
      'What the objective accepts and returns, or the file that says it. Example: `schema: ./pendulum.sweep-params.yaml`.',
    ),
    ...blockShape,
    method: key(
      z.enum(['grid', 'random', 'sobol', 'halton', 'lhs']),
      'How points are picked; default: `grid`, all of them. `random`, `sobol`, `halton` and `lhs` draw `samples` of them, and draw again where a constraint refuses; the sequences `sobol` and `halton` fill the space evenly. Example: `method: sobol`.',
    ),
    samples: key(
      count,
      'How many points a sampling method draws; raising it keeps the earlier ones (not for `lhs`). Example: `samples: 100`.',
    ),
    cross: key(
      texts,
      'Axes, zip groups or case parameters that are fully crossed with the sample: every draw is made with each of their values. Example: `cross: [optimizer]`.',
    ),
    seed: key(natural, 'The seed from which all others come; default: 0. Example: `seed: 42`.'),
    replicates: key(count, 'How often each point is repeated with another seed; default: 1. Example: `replicates: 5`.'),
    seeding: key(
      z.enum(['paired', 'independent']),
      'Whether all points share the seeds of their replicates (`paired`, the default) or not (`independent`).',
    ),
    metric: key(metric, 'The output that matters. Example: `metric: {name: energy, goal: minimize}`.'),
    hypotheses: key(
      z.array(hypothesis).meta({ title: 'a list of hypotheses' }),
      'Claims to be tested on the results, after every run and by `sweepdeck hypotheses`. Example: `hypotheses: [{expect: "loss[a=1] < loss[a=2]"}]`.',
    ),
    inputs: key(texts, 'Globs of files that every item reads; when they change, results are stale. Example: `inputs: [data/*.csv]`.'),
    cache: key(cache, 'What results depend on. Example: `cache: {ignore: [verbose]}`.'),
    execution: key(execution, 'How items run; nothing here changes a result. Example: `execution: {workers: 4, timeout: 10s}`.'),
    views: key(views, 'What the results page shows. Example: `views: {columns: [mu, energy]}`.'),
  })
  .meta({ title: 'a task file', description: 'A Sweepdeck task file: one sweep.' });

/** The description of a schema file (`*.sweep-params.yaml`): the fields stand under `schema`, or directly at the top. */
export const schemaFile = z
  .strictObject({
    version: key(z.literal(1), 'The version of the format. Example: `version: 1`.'),
    description: key(text, 'What the schema is for. Example: `description: Parameters of the pendulum`.'),
    schema: key(schemaKeys, 'What the objective accepts and returns. Example: `schema: {parameters: {mu: {type: float}}}`.'),
    ...schemaKeys.shape,
  })
  .meta({
    title: 'a schema file',
    description: 'A Sweepdeck schema file: what an objective accepts and returns, for several task files to share.',
  });
