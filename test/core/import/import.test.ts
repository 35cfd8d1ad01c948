import { describe, expect, it } from 'vitest';
import type { ImportKind } from '../../../core/import/importTask.ts';
import { imported } from './imports.ts';

interface Case {
  readonly sources: Readonly<Record<string, string>>;
  /** All points, or the number of those of a sample. */
  readonly points: readonly unknown[] | number;
  /** Other files of the workspace. */
  readonly beside?: readonly string[];
  readonly notes?: readonly string[];
  /** Parts of the written text. */
  readonly text?: readonly string[];
}

function product(...axes: readonly (readonly [string, readonly unknown[]])[]): readonly unknown[] {
  return axes.reduce<readonly Record<string, unknown>[]>(
    (rows, [name, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value }))),
    [{}],
  );
}

const CSV: Readonly<Record<string, Case>> = {
  'is read in place when its names may stay': {
    sources: { 'runs.csv': 'a,b\n1,x\n2.5,y\n' },
    points: [
      { a: 1, b: 'x' },
      { a: 2.5, b: 'y' },
    ],
    text: ['points: runs.csv'],
  },
  'is copied when names have to change; an empty cell is an absent parameter': {
    sources: { 'my runs.csv': 'learning rate,2nd,yes\n1e-3,,no\n,"a, b",012\n' },
    points: [
      { learning_rate: 0.001, yes: 'no' },
      { _2nd: 'a, b', yes: 12 },
    ],
    notes: ['learning rate', '2nd'],
  },
};

const WANDB: Readonly<Record<string, Case>> = {
  'a grid with nested parameters and the default command': {
    sources: {
      'sweep.yaml': `program: train.py
method: grid
metric: {name: val_loss, goal: minimize}
parameters:
  optimizer: {values: [adam, sgd]}
  epochs: {value: 10}
  model:
    parameters:
      depth: {values: [2, 4]}
  layers: {values: [[64], [64, 64]]}
  seed: {min: 1, max: 3}
  drop: {distribution: q_uniform, min: 0, max: 0.3, q: 0.1}
`,
    },
    points: product(
      ['optimizer', ['adam', 'sgd']],
      ['epochs', [10]],
      ['model', [{ depth: 2 }, { depth: 4 }]],
      ['layers', [[64], [64, 64]]],
      ['seed', [1, 2, 3]],
      ['drop', [0, 0.1, 0.2]],
    ).slice(0, 50),
    beside: ['train.py'],
    notes: ['wandb.log'],
    text: ["command: [ python3, train.py, '${args}' ]", 'name: val_loss'],
  },
  'a random search with every distribution that there is': {
    sources: {
      'random.yaml': `program: train.py
method: random
run_cap: 30
parameters:
  a: {min: 0.0, max: 1.0}
  b: {distribution: log_uniform_values, min: 1.0e-5, max: 0.1}
  c: {distribution: log_uniform, min: -3, max: 0}
  d: {distribution: normal, mu: 1, sigma: 2}
  e: {distribution: q_log_uniform_values, min: 1, max: 100, q: 2}
  f: {min: 1, max: 8}
  g: {distribution: categorical, values: [x, y], probabilities: [0.9, 0.1]}
  h: {distribution: log_normal}
  i: {distribution: inv_log_uniform_values, min: 1, max: 10}
  j: {distribution: constant, value: 3}
`,
    },
    points: 30,
    beside: ['train.py'],
    notes: ['e.q', 'g.probabilities', 'wandb.log'],
  },
  'what has no equal is noted: bayes, early stopping, project, macros': {
    sources: {
      'bayes.yaml': `method: bayes
program: train.py
project: p
early_terminate: {type: hyperband, min_iter: 3}
command: ['\${env}', '\${interpreter}', '\${program}', --data, '\${envvar:DATA}', '\${args_no_hyphens}']
metric: {name: acc, goal: maximize, target: 0.9, impute: worst}
parameters:
  lr: {min: 0.0001, max: 0.1}
`,
    },
    points: 100,
    beside: ['train.py'],
    notes: ['method: bayes', '${envvar:DATA}', 'wandb.log', 'project', 'early_terminate', 'run_cap', 'metric.impute'],
    text: ["'lr=${lr}'", "'$${envvar:DATA}'"],
  },
  'a value whose name is the group of others, and a name that cannot stay, are passed as the program calls them': {
    sources: {
      'w.yaml':
        'method: grid\nprogram: main.py\nparameters:\n  optimizer.lr: {values: [0.1, 0.2]}\n  optimizer: {values: [sgd, adam]}\n  batch size: {value: 8}\n',
    },
    points: [0.1, 0.2].flatMap((lr) => ['sgd', 'adam'].map((name) => ({ optimizer: { lr }, optimizer_name: name, batch_size: 8 }))),
    beside: ['main.py'],
    notes: ['batch size', 'optimizer', 'wandb.log'],
    text: ["'--optimizer=${optimizer_name}'", "'--optimizer.lr=${optimizer.lr}'", "'--batch size=${batch_size}'"],
  },
  'without a program there is a function to fill in': {
    sources: { 'w.yml': 'method: grid\nparameters: {a: {values: [1, 2]}}\n' },
    points: [{ a: 1 }, { a: 2 }],
    notes: ['program'],
    text: ['python: w_objective:evaluate'],
  },
};

const HYDRA: Readonly<Record<string, Case>> = {
  'lists, groups and constants of a multirun': {
    sources: {
      'run.sh':
        "#!/bin/sh\n# the sweep\npython my_app.py --multirun db=mysql,postgresql \\\n  model/layer=small,large +seed=1 'name=a b'\n",
    },
    points: product(['db', ['mysql', 'postgresql']], ['model', [{ layer: 'small' }, { layer: 'large' }]]),
    notes: ['hydra.sweep.dir', 'return value'],
    beside: ['my_app.py'],
    text: ["'db=${db}'", "'model/layer=${model.layer}'", '+seed=1', 'name=a b', "'hydra.run.dir=${item.dir}'"],
  },
  'a config group that is chosen beside values in it': {
    sources: { 'run.sh': 'python my_app.py -m optimizer=adam,sgd optimizer.lr=0.1,0.2\n' },
    points: ['adam', 'sgd'].flatMap((name) => [0.1, 0.2].map((lr) => ({ optimizer_name: name, optimizer: { lr } }))),
    notes: ['optimizer', 'hydra.sweep.dir', 'return value'],
    beside: ['my_app.py'],
    text: ["'optimizer=${optimizer_name}'", "'optimizer.lr=${optimizer.lr}'"],
  },
  'choice, range, sort and shuffle; launchers are not ours': {
    sources: {
      'a.txt':
        "$ python -m app.train -m 'a=choice(1,2.5,x)' 'b=range(1,4)' 'c=range(0,1,0.25)' 'd=sort(3,1,2,reverse=true)' 'e=shuffle(range(2))' hydra/launcher=joblib hydra.launcher.n_jobs=4",
    },
    points: product(['a', [1, 2.5, 'x']], ['b', [1, 2, 3]], ['c', [0, 0.25, 0.5, 0.75]], ['d', [3, 2, 1]], ['e', [0, 1]]).slice(0, 50),
    notes: ['shuffle', 'hydra/launcher=joblib', 'hydra.launcher.n_jobs=4', 'hydra.sweep.dir', 'return value'],
  },
  'values that hold commas stay whole': {
    sources: { 'b.txt': "./train.py -m 'x=[1,2],[3]' 'y={a:1,b:2}' \"z='p,q',r\"" },
    points: product(['x', [[1, 2], [3]]], ['z', ['p,q', 'r']]),
    notes: ['hydra.sweep.dir', 'return value'],
    beside: ['train.py'],
    text: ['y={a:1,b:2}'],
  },
};

const CRYSTALLIZE: Readonly<Record<string, Case>> = {
  'treatments are cases beside the baseline, replicates replicates': {
    sources: {
      'experiments/titanic/config.yaml': `name: titanic
description: Does scaling help?
replicates: 5
datasource: {titanic: titanic_source}
steps:
  - split
  - train: {depth: 3}
treatments:
  add_ten: {delta: 10}
  add_tiny: {delta: 0.1, mode: [a, b]}
hypotheses:
  - {name: order_by_p, verifier: welch_t_test, metrics: accuracy}
outputs: {model: {file_name: model.pkl}}
cli: {group: Demo, icon: x}
`,
    },
    points: [{ treatment: 'baseline' }, { treatment: 'add_ten', delta: 10 }, { treatment: 'add_tiny', delta: 0.1, mode: ['a', 'b'] }],
    notes: ['datasource', 'steps[0]', 'steps[1]', 'seed', 'hypotheses.order_by_p', 'outputs', 'cli'],
    text: ['replicates: 5', 'seed: 42'],
  },
  'a treatment called baseline gives the baseline parameters; fewer than one replicate is one': {
    sources: {
      'x/config.yaml': 'datasource: {d: f}\nsteps: [s]\nreplicates: -3\ntreatments: {baseline: {increment: 2}, more: {increment: 3}}\n',
    },
    points: [
      { treatment: 'baseline', increment: 2 },
      { treatment: 'more', increment: 3 },
    ],
    notes: ['datasource', 'steps[0]', 'seed'],
  },
};

const PYSTEMATIC: Readonly<Record<string, Case>> = {
  'every run is a point; what all share is a constant; what the system adds is left out': {
    sources: {
      'output/my-exp/2024-01-01_10-00-00_abc123/parameters.yaml':
        'debug: false\nlr: 0.1\nlayers: [1, 2]\noutput_dir: ./output\nparams_file: null\nrandom_seed: 3\nlocal_rank: 0\nsubprocess: null\n',
      'output/my-exp/2024-01-01_10-00-01_def456/parameters.yaml':
        'debug: false\nlr: 0.2\nlayers: [1, 2]\noutput_dir: ./output\nrandom_seed: 4\n',
    },
    points: [
      { layers: [1, 2], lr: 0.1, random_seed: 3 },
      { layers: [1, 2], lr: 0.2, random_seed: 4 },
    ],
    notes: ['debug', 'output_dir', 'params_file', 'random_seed', 'local_rank', 'subprocess'],
    text: ['python: my_exp_objective:evaluate'],
  },
};

const KINDS: readonly (readonly [ImportKind, Readonly<Record<string, Case>>])[] = [
  ['csv', CSV],
  ['wandb', WANDB],
  ['hydra', HYDRA],
  ['crystallize', CRYSTALLIZE],
  ['pystematic', PYSTEMATIC],
];

describe.each(KINDS)('an import of %s', (kind, cases) => {
  it.each(Object.entries(cases))('%s', (_, { sources, points, notes, text, beside }) => {
    const found = imported(kind, sources, beside);
    expect(found.problems).toEqual([]);
    if (typeof points === 'number') expect(found.count).toBe(points);
    else expect(found.points).toEqual(points);
    expect(found.notes.toSorted()).toEqual([...(notes ?? [])].toSorted());
    for (const part of text ?? []) expect(found.text).toContain(part);
    for (const note of notes ?? []) expect(found.text).toContain(`# * ${note}: `);
  });
});

describe('what cannot be imported', () => {
  const refused: readonly (readonly [ImportKind, Readonly<Record<string, string>>, string])[] = [
    ['csv', { 'a.csv': '\n' }, 'no first line'],
    ['csv', { 'a.csv': 'a b,a_b\n1,2\n' }, 'two columns'],
    ['wandb', { 'a.yaml': 'a: [' }, 'is not YAML'],
    ['wandb', { 'a.yaml': 'method: grid\n' }, 'no `parameters`'],
    ['wandb', { 'a.yaml': 'method: grid\nparameters: {a: {min: 0.5, max: 1}}\n' }, 'which a grid cannot do'],
    ['wandb', { 'a.yaml': 'method: random\nparameters: {a: {distribution: beta, min: 0, max: 1}}\n' }, 'has no equal here'],
    ['wandb', { 'a.yaml': 'parameters: {}\n', 'b.yaml': '' }, 'One file at a time'],
    ['hydra', { 'a.sh': 'python app.py db=mysql\n' }, 'no command line with --multirun'],
    ['hydra', { 'a.sh': 'python a.py -m x=1,2\npython a.py -m x=3,4\n' }, '2 command lines'],
    ['hydra', { 'a.sh': "python a.py -m 'x=interval(0,1)'\n" }, 'adaptive methods'],
    ['hydra', { 'a.sh': "python a.py -m 'x=glob(*)'\n" }, 'only Hydra knows'],
    ['hydra', { 'a.sh': 'python a.py -m x=1,2 +x=3,4\n' }, 'two times'],
    ['crystallize', { 'a.yaml': 'name: x\n' }, 'no experiment of crystallize'],
    ['crystallize', { 'a.yaml': 'steps: []\ntreatments: [a]\n' }, 'no mapping'],
    ['pystematic', { 'a.yaml': '- 1\n' }, 'holds no parameters'],
  ];
  it.each(refused)('%s %j: %s', (kind, sources, message) => {
    expect(() => imported(kind, sources)).toThrow(message);
  });

  it('no text of a source leaves its comment', () => {
    const { text } = imported('wandb', {
      'a.yaml': 'method: grid\nprogram: x.py\n"evil\\nrun: {shell: rm}": 1\nparameters: {a: {value: 1}}\n',
    });
    expect(text.split('\n').filter((line) => line.includes('rm}'))).toEqual([expect.stringMatching(/^# /)]);
  });
});
