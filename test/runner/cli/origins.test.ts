import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

const FILES = {
  'base.sweep.yaml': 'run: { node: ./f.mjs#f }\nparameters:\n  model: { depth: 2, width: 8 }\n  lr: 0.1\n',
  'a.sweep.yaml': 'extends: ./base.sweep.yaml\nparameters:\n  lr: [0.1, 0.2]\npoints: points.csv\n',
  'points.csv': 'seeded\n1\n',
  'f.mjs': 'export const f = ({ model, lr, seeded }) => ({ y: model.depth * lr + seeded + model.width });\n',
  'declared.sweep.yaml':
    'run: { python: g:f }\nschema: { parameters: { lr: { type: float, max: 1 }, loud: { type: bool, default: false } } }\nparameters: { lr: [0.1, 0.2] }\n',
  'g.py': 'def f(lr, loud=False):\n    return {"y": [lr, loud]}\n',
  'values.yaml': 'model: { width: 16 }\nlr: 0.2\n',
  'more.json': '{"model.depth": 3}',
  'wrong.yaml': 'model: { with: 16 }\n',
  'list.yaml': '- 1\n',
  'broken.yaml': 'lr: 1\nmodel: [\n',
};

describe('values of a parameters file', () => {
  let here: CliWorkspace;
  beforeAll(() => {
    here = cliWorkspace(FILES);
  });
  afterAll(() => here.remove());

  it('stand before those of the task, and `--set` before them; `show` names where each comes from', async () => {
    const ran = await here.run(
      'run',
      'a.sweep.yaml',
      '--parameters',
      'values.yaml',
      '--parameters',
      'more.json',
      '--set',
      'lr=0.5',
      '--json',
    );
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.json()).toMatchObject({ items: 1, done: 1 });
    const key =
      (await here.run('results', 'a.sweep.yaml', '--orphans', '--columns', 'key', '--format', 'csv')).stdout.split(/\r?\n/)[1] ?? '';
    const shown = await here.run('show', 'a.sweep.yaml', key);
    expect(shown.stdout.split('\n').filter((line) => line.startsWith('  '))).toEqual([
      '  model.depth = 3   (parameters file more.json)',
      '  model.width = 16   (parameters file values.yaml)',
      '  lr = 0.5   (--set)',
      '  seeded = 1   (points of points.csv:2)',
      '  y = 18.5',
    ]);
  });

  it('that the task says are named with file and line, also of what it extends', async () => {
    await here.run('run', 'a.sweep.yaml', '--limit', '1');
    const key = (await here.run('results', 'a.sweep.yaml', '--columns', 'key', '--format', 'csv')).stdout.split(/\r?\n/)[1] ?? '';
    expect((await here.run('show', 'a.sweep.yaml', key, '--json')).json()).toMatchObject({
      parameters: { model: { depth: 2, width: 8 }, lr: 0.1, seeded: 1 },
      origins: {
        'model.depth': { kind: 'extends', at: 'base.sweep.yaml', line: 3 },
        'model.width': { kind: 'extends', at: 'base.sweep.yaml', line: 3 },
        lr: { kind: 'task', at: 'a.sweep.yaml', line: 3 },
        seeded: { kind: 'points', at: 'points.csv', line: 2 },
      },
    });
  });

  it('may be those of a parameter that the schema declares and the space leaves out, and stay within its bounds', async () => {
    const set = async (...given: readonly string[]): Promise<readonly [number | null, string]> => {
      const ran = await here.run('run', 'declared.sweep.yaml', ...given.flatMap((one) => ['--set', one]));
      return [ran.code, ran.stderr];
    };
    expect(await set('loud=true')).toEqual([0, expect.stringContaining('2 items: 2 done')]);
    const rows = await here.run('results', 'declared.sweep.yaml', '--orphans', '--columns', 'loud,y', '--format', 'csv');
    expect(rows.stdout.trim().split(/\r?\n/)).toEqual(['loud,y', 'true,"[0.1,true]"', 'true,"[0.2,true]"']);
    expect(await set('lr=3')).toEqual([
      1,
      expect.stringContaining('`lr` cannot be set to that: it is above 1, the largest allowed value.'),
    ]);
    expect(await set('lod=true')).toEqual([1, expect.stringContaining('The sweep has no parameter `lod`; did you mean `loud`?')]);
    const tried = await here.run('test', 'declared.sweep.yaml', '--point', '{"lr": 3}');
    expect([tried.code, tried.stderr]).toEqual([1, expect.stringContaining('`lr` cannot be that: it is above 1')]);
  });

  it.each([
    ['wrong.yaml', 'The sweep has no parameter `model.with`; did you mean `model.width`?'],
    ['list.yaml', 'list.yaml is no mapping of parameter names to values.'],
    ['none.yaml', 'The parameters file none.yaml cannot be read (ENOENT).'],
    ['broken.yaml', /^broken\.yaml:\d+: /],
  ] as const)('are refused where a name or the file is wrong: %s', async (file, message) => {
    const ran = await here.run('run', 'a.sweep.yaml', '--parameters', file);
    expect([ran.code, ran.stderr]).toEqual([
      1,
      typeof message === 'string' ? expect.stringContaining(message) : expect.stringMatching(message),
    ]);
  });
});
