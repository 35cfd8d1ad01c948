import { describe, expect, it } from 'vitest';
import { analyse } from '../../../core/check/analyse.ts';
import type { Factor, Task } from '../../../core/task/task.ts';
import { formatValue } from '../../../core/value/format.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';

const FILE = '/ws/tasks/a.sweep.yaml';

function read(text: string, others: Readonly<Record<string, string>> = {}): Task {
  const { task } = analyse(FILE, memoryWorld(new Map([[FILE, text], ...Object.entries(others)])));
  if (!task) throw new Error('no task');
  return task;
}

/** Factors in short: `name=value`, `name[size]`, `zip(…)`. */
function short(factor: Factor): string {
  switch (factor.kind) {
    case 'constant':
      return `${factor.name}=${formatValue(factor.value)}`;
    case 'axis':
      return `${factor.name}[${'values' in factor.generator ? factor.generator.values.map(formatValue).join(',') : factor.generator.kind}]`;
    case 'zip':
      return `zip(${factor.columns.map(short).join(' ')})`;
    case 'cases':
      return `${factor.name}{${factor.cases.map((one) => `${one.name}: ${one.factors.map(short).join(' ')}`).join('; ')}}`;
    case 'points':
      return `points(${factor.rows.map((row) => [...row.values].map(([name, value]) => `${name}=${formatValue(value)}`).join(' ')).join('; ')})`;
    case 'concat':
      return `concat(${factor.blocks.map((block) => block.factors.map(short).join(' ')).join(' | ')})`;
  }
}

const factors = (text: string, others: Readonly<Record<string, string>> = {}) => read(text, others).space.factors.map(short);

describe('the space', () => {
  it.each([
    [
      'constants, lists and groups by dotted name',
      'parameters: {a: 1, b: [1, 2], m: {d: [3], n: {e: x}}}',
      ['a=1', 'b[1,2]', 'm.d[3]', 'm.n.e=x'],
    ],
    ['a constant list by `value`', 'parameters: {a: {value: [1, 2]}}', ['a=[1, 2]']],
    ['factors in file order', 'zip: {z: {p: [1], q: 2}}\nparameters: {a: 1}', ['zip(p[1] q=2)', 'a=1']],
    ['cases', 'cases: {o: {adam: {b: [1, 2]}, sgd: {}, none: }}', ['o{adam: b[1,2]; sgd: ; none: }']],
    ['nested concat', 'concat: [{parameters: {a: 1}}, {concat: [{points: [{b: 2}]}]}]', ['concat(a=1 | concat(points(b=2)))']],
    ['points with groups', 'points: [{a: 1, m: {d: 2}}]', ['points(a=1 m.d=2)']],
    [
      'values brought to their declared type',
      'schema: {parameters: {a: {type: int}, b: {type: float}}}\nparameters: {a: [1.0, 2], b: -0.0}',
      ['a[1,2]', 'b=0'],
    ],
    ['an object where the schema says so', 'schema: {parameters: {a: {type: object}}}\nparameters: {a: {x: 1}}', ['a={x: 1}']],
    ['a misspelt key as what it resembles', 'paramters: {a: 1}', ['a=1']],
  ])('reads %s', (_name, text, wanted) => {
    expect(factors(text)).toEqual(wanted);
  });

  it('reads points from CSV, an empty cell being absent, with the place of each row', () => {
    const csv = '\uFEFFa,mode,note\r\n1,fast,"x, y"\r\n2,,\r\n\r\n';
    const others = { '/ws/tasks/runs.csv': csv };
    expect(factors('points: runs.csv', others)).toEqual(['points(a=1 mode=fast note=x, y; a=2)']);
    const [points] = read('points: runs.csv', others).space.factors;
    const row = points?.kind === 'points' ? points.rows[1] : undefined;
    expect(row && csv.slice(row.span.start, row.span.end).trim()).toBe('2,,');
    expect(row?.file).toBe('/ws/tasks/runs.csv');
  });
  it('leaves declared text of a CSV as text', () => {
    expect(read('schema: {parameters: {a: {type: string}}}\npoints: r.csv', { '/ws/tasks/r.csv': 'a\n012\n' }).space.factors).toMatchObject(
      [{ rows: [{ values: new Map([['a', '012']]) }] }],
    );
  });
  it.each([
    ['json', '[{"a": 1, "m": {"d": "x]"}},\n {"a": 9007199254740993}]'],
    ['ndjson', '{"a": 1, "m": {"d": "x]"}}\r\n\r\n{"a": 9007199254740993}\r\n'],
  ])('reads points from %s', (extension, text) => {
    expect(factors(`points: r.${extension}`, { [`/ws/tasks/r.${extension}`]: text })).toEqual(['points(a=1 m.d=x]; a=9007199254740993)']);
  });
  it.each(['[{"a": 1}', '{"a": 1}', '[1]', '[{"a": }]', ''])('refuses %j as a JSON list of points, with a sentence', (text) => {
    const { problems } = analyse(
      FILE,
      memoryWorld(
        new Map([
          [FILE, 'run: {shell: x}\npoints: r.json'],
          ['/ws/tasks/r.json', text],
        ]),
      ),
    );
    expect(problems).toMatchObject([{ code: 'wrong-type', message: expect.stringContaining('`r.json` cannot be read as points') }]);
  });

  it('lists files by glob, relative to the task file, and pairs them by stem in a zip', () => {
    const files = { '/ws/data/b.csv': '', '/ws/data/a.csv': '', '/ws/tasks/out/a.txt': '', '/ws/tasks/out/b.txt': '' };
    expect(factors('parameters: {f: {files: ../data/*.csv}}', files)).toEqual(['f[../data/a.csv,../data/b.csv]']);
    expect(factors('zip: {z: {f: {files: ../data/*.csv}, g: {files: out/*}}}', files)).toEqual([
      'zip(f[../data/a.csv,../data/b.csv] g[out/a.txt,out/b.txt])',
    ]);
  });
});

describe('the rest', () => {
  it('has the defaults of the format', () => {
    expect(read('run: {python: pkg.mod:f}')).toMatchObject({
      name: 'a',
      tags: [],
      seed: 0,
      replicates: 1,
      seeding: 'paired',
      inputs: [],
      columns: [],
      run: { kind: 'python', module: 'pkg.mod', function: 'f', successCodes: [0], result: { kind: 'return' } },
      cache: { stale: 'run' },
      execution: { slots: 1, onFailure: 'continue', order: 'declared', retries: { max: 0, backoff: 0 } },
    });
  });
  it('reads how a sample is drawn', () => {
    expect(read('method: halton\nsamples: 20\ncross: [a]\nseed: 3').sampling).toEqual({
      method: 'halton',
      samples: 20,
      cross: new Set(['a']),
      seed: 3,
    });
    expect(read('method: grid').sampling).toBeUndefined();
  });
  it.each([
    ['timeout: 500ms', { timeout: { milliseconds: 500 } }],
    ['timeout: 1.5h', { timeout: { milliseconds: 5_400_000 } }],
    ['timeout: 2d', { timeout: { milliseconds: 172_800_000 } }],
    ['timeout: 300%', { timeout: { percentOfMedian: 300 } }],
    ['memory: 512MB', { memory: 512_000_000 }],
    ['memory: 2GiB', { memory: 2_147_483_648 }],
    ['workers: 50%', { workers: { percent: 50 } }],
    ['workers: 3', { workers: 3 }],
    ['max_failures: 10%', { maxFailures: { percent: 10 } }],
    ['max_failures: 0', { maxFailures: { count: 0 } }],
    ['retries: {max: 2, on: [exit], backoff: 10s}', { retries: { max: 2, on: ['exit'], backoff: 10_000 } }],
  ])('reads execution {%s}', (written, wanted) => {
    expect(read(`execution: {${written}}`).execution).toMatchObject(wanted);
  });
  it('cuts commands into text and placeholders', () => {
    const { run } = read('run: {command: [x, "--a=${a}", "$${a}", "${ m.d }!"]}\nparameters: {a: 1, m: {d: 2}}');
    const parts =
      run?.kind === 'command'
        ? run.arguments.map((argument) => argument.map((part) => (typeof part === 'string' ? part : `<${part.name}>`)))
        : [];
    expect(parts).toEqual([['x'], ['--a=', '<a>'], ['${a}'], ['<m.d>', '!']]);
  });
  it('reads a command given as one text by its words', () => {
    const { run } = read('run: {command: "x --a ${a} \'b c\' \\"d e\\""}\nparameters: {a: 1}');
    expect(
      run?.kind === 'command' && run.arguments.map((argument) => argument.map((part) => (typeof part === 'string' ? part : part.name))),
    ).toEqual([['x'], ['--a'], ['a'], ['b c'], ['d e']]);
  });
  it('merges what it extends: mappings deeply, lists and single values replaced, one way of making values for the other', () => {
    const base =
      'name: base\nrun: {python: m:f, cwd: here}\ntags: [a]\nparameters: {a: {min: 1, max: 5, step: 1}, b: [1, 2]}\nexecution: {workers: 2, slots: 1}';
    const task = read(
      'extends: base.sweep.yaml\nname: own\nrun: {node: ./x.mjs#f}\ntags: [b]\nparameters: {a: {values: [7]}, c: 3}\nexecution: {workers: 4}',
      { '/ws/tasks/base.sweep.yaml': base },
    );
    expect(task.space.factors.map(short)).toEqual(['a[7]', 'b[1,2]', 'c=3']);
    expect(task).toMatchObject({
      name: 'own',
      tags: ['b'],
      run: { kind: 'node', export: 'f', cwd: 'here' },
      execution: { workers: 4, slots: 1 },
    });
  });
  it('reads the parts beside a broken one', () => {
    const task = read('run: 3\nparameters: {a: {min: 1}, b: [1, 2]}\nseed: 7\nmetric: {name: loss}');
    expect(task.space.factors.map(short)).toEqual(['b[1,2]']);
    expect(task).toMatchObject({ seed: 7, metric: { name: 'loss', goal: 'minimize' } });
  });
});
