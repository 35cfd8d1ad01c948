import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Run } from '../../../core/task/task.ts';
import { decode } from '../../../core/value/encode.ts';
import { type Value, valueMap } from '../../../core/value/value.ts';
import { startWorker } from '../../../runner/objective/startWorker.ts';
import type { Job } from '../../../runner/objective/worker.ts';
import { job, nodeRun, probe, pythonRun, workerSetup, type WorkerProbe } from '../../support/objective.ts';

const scratch = mkdtempSync(join(tmpdir(), 'sweepdeck-functions-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

async function ran(run: Run, parameters: Readonly<Record<string, Value>> = {}, more: Partial<Job> = {}): Promise<WorkerProbe> {
  const worker = probe(startWorker, workerSetup(run));
  await worker.run([job(1, parameters, more)]);
  await worker.worker.stop();
  return worker;
}

async function outputs(run: Run, parameters: Readonly<Record<string, Value>> = {}, more: Partial<Job> = {}): Promise<Value> {
  const outcome = (await ran(run, parameters, more)).outcome(1);
  if (outcome.kind !== 'value') throw new Error(JSON.stringify(outcome));
  return decode(outcome.outputs);
}

const map = (entries: Readonly<Record<string, Value>>): Value => valueMap(Object.entries(entries));

describe('a Python objective', () => {
  const calls: readonly (readonly [
    name: string,
    target: string,
    parameters: Readonly<Record<string, Value>>,
    expected: Value,
    more?: Partial<Job>,
  ])[] = [
    ['has the seed stream of random.Random', 'api:stream', {}, map({ a: 2746317213, b: 478163327, c: 13679192365072849617n, seed: 42 })],
    ['gets seed and replicate where it takes them', 'api:seeded', { x: 1 }, map({ x: 1, seed: 42, replicate: 3 }), { replicate: 3 }],
    ['gets its own parameter named seed', 'api:own_seed', { seed: 7 }, map({ seed: 7 })],
    ['gets groups as nested mappings', 'api:nested', { 'model.depth': 2 }, map({ depth: 2, same: true })],
    [
      'gets an instance of its dataclass',
      'api:configured',
      { 'model.depth': 2, epochs: 9 },
      map({ depth: 2, rate: 0.5, epochs: 9, seed: 42 }),
    ],
    ['gets an instance from the group of that name', 'api:configured_by_name', { 'config.model.depth': 4 }, map({ depth: 4 })],
    [
      'gets an instance of its pydantic model, and may return one',
      'models:f',
      { depth: 2 },
      map({ model: map({ depth: 2, rate: 0.5 }), replicate: 0 }),
    ],
    [
      'gets numbers as its annotations say',
      'api:typed',
      { rate: 1, count: 2, maybe: 3, free: 4, either: 5 },
      map({ types: ['float', 'int', 'float', 'int', 'int'] }),
    ],
    [
      'gets null where that is meant',
      'api:typed',
      { rate: 0.5, count: 2, maybe: null },
      map({ types: ['float', 'int', 'NoneType', 'int', 'int'] }),
    ],
    ['fills a dataclass with numbers of the annotated type', 'api:numbers', { rate: 1, count: 2 }, map({ types: ['float', 'int'] })],
    ['may return a dataclass', 'api:result_object', { depth: 4 }, map({ model: map({ depth: 4, rate: 0.5 }), epochs: 3 })],
  ];

  it.each(calls.map((row) => ({ row, name: row[0] })))('$name', async ({ row: [, target, parameters, expected, more] }) => {
    expect(await outputs(pythonRun(target), parameters, more)).toEqual(expected);
  });

  it('fails where its model refuses the parameters', async () => {
    const outcome = (await ran(pythonRun('models:f'), { depth: 'deep' })).outcome(1);
    expect(outcome).toMatchObject({ kind: 'failure', failure: { kind: 'exception', message: '1 validation error for Model' } });
  });

  it('gets what setup returned, but never in the place of a parameter', async () => {
    expect(await outputs(pythonRun('api:with_context', { setup: 'api:prepare' }), { x: 5 })).toEqual(map({ x: 5, sum: 6 }));
  });

  it('has a folder of its own once it asks', async () => {
    const folder = join(scratch, 'ab', 'cd');
    expect(await outputs(pythonRun('api:folder'), { name: 'n.txt' }, { folder })).toEqual(map({ folder }));
    expect(readFileSync(join(folder, 'n.txt'), 'utf8')).toBe('kept');
  });

  it('reports metrics while it runs', async () => {
    const worker = await ran(pythonRun('api:reporting'), { steps: 2 });
    expect(worker.told.reports).toEqual([
      [1, '{"loss":1.0,"step":0}'],
      [1, '{"loss":0.5,"step":1}'],
    ]);
    expect(worker.stderr(1)).toBe('after 2\n');
  });

  it('converts what NumPy returns, and names an output that it cannot convert where NumPy is not installed', async () => {
    const worker = await ran(pythonRun('arrays:f'));
    const outcome = worker.outcome(1);
    const expected = map({
      scalar: 1.5,
      count: 3,
      flag: true,
      matrix: [
        [0, 1, 2],
        [3, 4, 5],
      ],
      nan: Number.NaN,
      single: 0.10000000149011612,
      text: 'a',
      big: 18446744073709551615n,
      day: '2020-01-02',
      empty: [],
    });
    if (outcome.kind === 'value') expect(decode(outcome.outputs)).toEqual(expected);
    else
      expect(outcome).toMatchObject({
        kind: 'failure',
        failure: { kind: 'output', message: expect.stringContaining('`unknown` is object') },
      });
  });

  it('is not disturbed by files beside the task that are named like modules of Python', async () => {
    const worker = probe(startWorker, {
      ...workerSetup(pythonRun('shadows:f')),
      taskFile: join(workerSetup(pythonRun('x:f')).workspace, 'shadow', 'test.sweep.yaml'),
    });
    await worker.run([job(1, { x: 1 })]);
    expect(worker.outcome(1)).toMatchObject({ kind: 'value', outputs: '{"x":1}' });
    await worker.worker.stop();
  });

  it('keeps values bit-exact both ways', async () => {
    const values: Readonly<Record<string, Value>> = {
      tenth: 0.1,
      tiny: 5e-324,
      huge: 1.7976931348623157e308,
      zero: -0,
      int: 2n ** 64n,
      text: '\ud800\0é"\\\u2028',
      list: [1, [true, null]],
      tagged: valueMap([['$', 'NaN']]),
      'a.proto': valueMap([['__proto__', 1]]),
    };
    const found = await outputs(pythonRun('echo:f'), values);
    expect(found).toEqual(
      valueMap(
        Object.entries({ ...values, a: valueMap([['proto', valueMap([['__proto__', 1]])]]) }).filter(([name]) => name !== 'a.proto'),
      ),
    );
  });
});

describe('a Node objective', () => {
  it('is written in TypeScript, and honours an exported schema', async () => {
    expect(await outputs(nodeRun('./schema.mts#f'), { depth: 4 })).toEqual(map({ area: 2 }));
    const worker = await ran(nodeRun('./schema.mts#f'), { depth: 0 });
    const outcome = worker.outcome(1);
    expect(outcome.kind === 'failure' ? outcome.failure : outcome).toMatchObject({
      kind: 'exception',
      type: 'ParametersError',
      message: expect.stringMatching(/`depth`: .*>=1/),
    });
  });

  it('has a folder of its own once it asks', async () => {
    const folder = join(scratch, 'node');
    expect(await outputs(nodeRun('./hostile.mjs#f'), { mode: 'writes' }, { folder })).toEqual(map({ dir: folder }));
    expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toBe('kept');
  });

  it('keeps values bit-exact both ways', async () => {
    const values: Readonly<Record<string, Value>> = {
      tenth: 0.1,
      zero: -0,
      int: 2n ** 64n,
      text: '\ud800\0é"\\\u2028',
      list: [1, [true, null]],
      tagged: valueMap([['$', 'NaN']]),
      proto: valueMap([['__proto__', 1]]),
    };
    expect(await outputs(nodeRun('./echo.mjs'), values)).toEqual(valueMap(Object.entries(values)));
  });
});
