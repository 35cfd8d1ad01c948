import { describePath } from './describe.ts';

/** Mappings whose keys are looked for when one stands in the wrong place. */
const MAPPINGS: readonly string[] = ['execution', 'run', 'cache', 'metric', 'views'];

const NOT_STOPPED = '`execution: {timeout: 10m}`; no item is stopped for what it reports';

const WORKERS = '`execution: {workers: 4}`';
const RESULTS = '`sweepdeck export`: results are kept in `.sweepdeck`, whether they are written elsewhere or not';

/** What other tools call things, with what is written here instead. */
const FOREIGN: Readonly<Record<string, string>> = {
  program: '`run: {command: [python3, train.py, "${args}"]}`',
  script: '`run: {command: [python3, train.py, "${args}"]}`',
  objective: '`metric: {name: …, goal: minimize}`, or `run` for the function',
  direction: '`metric: {name: …, goal: minimize}`',
  params: '`parameters`',
  hparams: '`parameters`',
  flags: '`parameters`',
  param_space: '`parameters`',
  param_grid: '`parameters`',
  search_space: '`parameters`',
  searchSpace: '`parameters`',
  variables: '`parameters`',
  paramset: '`parameters`',
  grid: '`parameters`',
  matrix: '`parameters`',
  defaults: '`extends: ./base.sweep.yaml`',
  filters: '`constraints`',
  strategy: '`method`',
  algorithm: '`method`',
  tuner: '`method`',
  sampler: '`method`',
  sweeper: '`method` with `samples`',
  num_samples: '`samples`',
  run_cap: '`samples`',
  n_trials: '`samples`',
  maxTrialCount: '`samples`',
  maxTrialNumber: '`samples`',
  repeat: '`replicates`',
  repeats: '`replicates`',
  repetitions: '`replicates`',
  num_repeats: '`replicates`',
  n_repeats: '`replicates`',
  trials: '`samples`, or `replicates` to repeat points',
  parallelTrialCount: WORKERS,
  trialConcurrency: WORKERS,
  maxFailedTrialCount: '`execution: {max_failures: 3}`',
  n_jobs: WORKERS,
  jobs: WORKERS,
  parallel: WORKERS,
  parallelism: WORKERS,
  concurrency: WORKERS,
  max_workers: WORKERS,
  max_concurrent: WORKERS,
  num_workers: WORKERS,
  processes: WORKERS,
  threads: WORKERS,
  early_terminate: NOT_STOPPED,
  assessor: NOT_STOPPED,
  trialTemplate: '`run`',
  trialCommand: '`run: {command: [python3, train.py, "${args}"]}`',
  stages: '`run`, in a task file for each stage',
  deps: '`inputs`',
  outs: '`schema: {outputs: {…}}`',
  outputs: '`schema: {outputs: {…}}`',
  output: RESULTS,
  output_dir: RESULTS,
  out: RESULTS,
  results: RESULTS,
  save_to: RESULTS,
  log_dir: RESULTS,
};

const LOGARITHMIC = '`scale: log` beside `min` and `max`';
const DISCRETE = '`step` beside `min` and `max`';
const WHOLE = '`type: int` beside `min` and `max`';
const LISTED = '`values: […]` alone';
const DRAWN = '`random`, `sobol`, `halton` or `lhs` with `samples`; methods that learn from results are not there yet';

/** What other tools write as a value, by our key, with what is written here instead. */
const FOREIGN_VALUES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  distribution: {
    log_uniform_values: LOGARITHMIC,
    inv_log_uniform_values: LOGARITHMIC,
    log_uniform: LOGARITHMIC,
    loguniform: LOGARITHMIC,
    int_uniform: WHOLE,
    randint: WHOLE,
    q_uniform: DISCRETE,
    quniform: DISCRETE,
    categorical: LISTED,
    choice: LISTED,
    constant: '`value: …` alone',
  },
  method: { bayes: DRAWN, bayesian: DRAWN, tpe: DRAWN, bayesianoptimization: DRAWN },
};

/** What is written here instead of another tool's value of `key`, as a sentence. */
export function writtenInstead(key: string, value: string): string | undefined {
  const values = Object.hasOwn(FOREIGN_VALUES, key) ? FOREIGN_VALUES[key] : undefined;
  return values && Object.hasOwn(values, value) ? `Here that is ${values[value]}.` : undefined;
}

/** Where a key belongs that stands in the mapping `here`: the rest of a sentence that begins "… is not a key of …". */
export function homeOf(key: string, here: string): string | undefined {
  if (here !== TOP && keysAt([]).has(key)) return `It belongs at the top of the file.`;
  const home = mappingOf(key, here);
  if (home !== undefined) return `It belongs under \`${home}\`: \`${home}: {${key}: …}\`.`;
  return isForeign(key, here) ? `Here that is ${FOREIGN[key]}.` : undefined;
}

/** The mapping at the top of the file that has such a key. */
export function mappingOf(key: string, here: string): string | undefined {
  return MAPPINGS.find((mapping) => `\`${mapping}\`` !== here && keysAt([mapping]).has(key));
}

/** What is written instead of a key that people give an axis, as a sentence. */
export function writtenInAxis(key: string): string | undefined {
  return /^(log|logarithmic|log_?scale|logspace)$/i.test(key) ? 'Here that is `scale: log`.' : undefined;
}

/** A word of another tool that means something else than the key of ours that it resembles. */
export function isForeign(key: string, here: string): boolean {
  return here === TOP && Object.hasOwn(FOREIGN, key);
}

/** What the whole file is called in sentences. */
export const TOP = 'the file';

function keysAt(path: readonly string[]): ReadonlySet<string> {
  const place = path.join('.');
  const known = listed.get(place) ?? new Set(describePath(path)?.children.map((one) => one.key));
  listed.set(place, known);
  return known;
}

const listed = new Map<string, ReadonlySet<string>>();
