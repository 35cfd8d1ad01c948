import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

const TASK = `
name: values
run: { python: values:evaluate }
parameters:
  x: [1, 2, 3]
  kind: [plain, nan]
schema:
  parameters: { x: { type: float, unit: m } }
`;
const OBJECTIVE = `
import sys
def evaluate(x, kind):
    print("working on", x)
    if x == 2 and kind == "plain":
        raise ValueError("two is not wanted")
    return {"y": float("nan") if kind == "nan" else x * 2, "big": 2**53 + 1, "x": "=1+1"}
`;

describe('commands that look at results', () => {
  let here: CliWorkspace;
  beforeAll(async () => {
    here = cliWorkspace({ 'values.sweep.yaml': TASK, 'values.py': OBJECTIVE });
    const ran = await here.run('run', 'values.sweep.yaml');
    expect(ran.code, ran.stderr).toBe(2);
  });
  afterAll(() => here.remove());

  it('shows failed rows like any other, in point order, with strict JSON', async () => {
    const { stdout, json } = await here.run('results', 'values.sweep.yaml', '--format', 'json');
    expect(json()).toMatchObject([
      { index: 0, state: 'done', parameters: { x: 1, kind: 'plain' }, outputs: { y: 2 }, error: null },
      { index: 1, state: 'done', outputs: { y: 'NaN' } },
      { index: 2, state: 'failed', error: { kind: 'exception', type: 'ValueError', message: 'two is not wanted' } },
      { index: 3 },
      { index: 4 },
      { index: 5 },
    ]);
    expect(stdout).toContain('9007199254740993');
  });

  it('writes CSV in declaration order and tells outputs from parameters of the same name', async () => {
    const { stdout } = await here.run('results', 'values.sweep.yaml', '--format', 'csv', '--limit', '1');
    const [head, row] = stdout.trim().split(/\r?\n/);
    expect(head).toBe('index,key,replicate,state,x,kind,y,big,out.x');
    expect(row).toMatch(/^0,[0-9a-f]{32},0,done,1,plain,2,9007199254740993,'=1\+1$/);
  });

  it('filters and sorts', async () => {
    const { json } = await here.run(
      'results',
      'values.sweep.yaml',
      '--where',
      "state == 'done' and kind == 'plain'",
      '--sort',
      'y',
      '--desc',
      '--format',
      'json',
    );
    expect(json()).toMatchObject([{ outputs: { y: 6 } }, { outputs: { y: 2 } }]);
    const wrong = await here.run('results', 'values.sweep.yaml', '--where', 'nonsense > 1');
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('nonsense');
  });

  it('shows one item whole by the first digits of its key, with its log', async () => {
    const rows = await here.run('results', 'values.sweep.yaml', '--where', "state == 'failed'", '--format', 'ndjson');
    // SAFETY: one row of `results --format ndjson`.
    const { key } = rows.json() as { key: string };
    const shown = await here.run('show', 'values.sweep.yaml', key.slice(0, 8), '--json');
    expect(shown.json()).toMatchObject({
      key,
      state: 'failed',
      error: { message: 'two is not wanted' },
      log: { stdout: 'working on 2.0\n' },
      history: [{ state: 'failed', current: true }],
    });
    const log = await here.run('log', 'values.sweep.yaml', key);
    expect(log.stdout).toBe('working on 2.0\n');
    expect((await here.run('show', 'values.sweep.yaml', 'ffffffff')).stderr).toContain('No item of this task');
  });

  it('tests one point and records nothing', async () => {
    const tested = await here.run('test', 'values.sweep.yaml', '--point', '{"x": 21, "kind": "plain"}', '--json');
    expect(tested.json(), tested.stderr).toMatchObject({ parameters: { x: 21 }, outputs: { y: 42 }, error: null });
    expect((await here.run('status', 'values.sweep.yaml', '--json')).json()).toMatchObject([
      { task: 'values', items: 6, done: 5, failed: 1, pending: 0, orphans: 0 },
    ]);
    expect((await here.run('test', 'values.sweep.yaml', '--index', '2')).code).toBe(2);
  });

  it('hides orphans until they are asked for', async () => {
    here.write({ 'fewer.sweep.yaml': TASK });
    await here.run('run', 'fewer.sweep.yaml');
    here.write({ 'values.sweep.yaml': TASK.replace('[1, 2, 3]', '[1, 2]') });
    expect((await here.run('status', 'values.sweep.yaml', '--json')).json()).toMatchObject([{ items: 4, orphans: 2 }]);
    const orphans = await here.run('results', 'values.sweep.yaml', '--orphans', '--format', 'json');
    expect(orphans.json()).toMatchObject([
      { state: 'orphan', parameters: { x: 3 } },
      { state: 'orphan', parameters: { x: 3 } },
    ]);
    here.write({ 'values.sweep.yaml': TASK });
  });
});

describe('commands that need no results', () => {
  let here: CliWorkspace;
  beforeAll(() => {
    here = cliWorkspace({});
  });
  afterAll(() => here.remove());

  it.each([
    ['python', 27],
    ['script', 27],
    ['node', 27],
    ['command', 27],
    ['training', 54],
    ['files', 6],
  ])('makes a %s task that validates and runs', async (template, items) => {
    const made = await here.run('new', `my-${template}`, '--template', template);
    expect(made.code, made.stderr).toBe(0);
    expect((await here.run('check', `my-${template}.sweep.yaml`, '--json')).json()).toEqual([]);
    const ran = await here.run('run', `my-${template}.sweep.yaml`, '--json');
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.json()).toMatchObject({ items, done: items });
    expect((await here.run('new', `my-${template}`)).stderr).toContain('nothing is overwritten');
  });

  it('counts without enumerating and enumerates lazily', async () => {
    here.write({
      'large.sweep.yaml':
        'run: { command: [echo, "${a}", "${b}", "${c}"] }\nparameters:\n  a: { min: 1, max: 10000, step: 1 }\n  b: { min: 1, max: 10000, step: 1 }\n  c: { min: 1, max: 10000, step: 1 }\n',
    });
    expect((await here.run('points', 'large.sweep.yaml', '--count', '--json')).json()).toMatchObject({
      points: 1e12,
      items: 1e12,
      axes: [
        { name: 'a', size: 1e4 },
        { name: 'b', size: 1e4 },
        { name: 'c', size: 1e4 },
      ],
      merged: 0,
      removed: { constraints: 0, exclude: 0 },
    });
    const far = await here.run('points', 'large.sweep.yaml', '--offset', '999999999999', '--limit', '5');
    expect(far.json()).toEqual({ index: 999999999999, parameters: { a: 10000, b: 10000, c: 10000 } });
    here.write({ 'large.sweep.yaml': 'run: { command: [echo, "${a}"] }\nparameters: { a: [1] }\n' });
  });

  it('answers check as JSON with ranges, codes and fixes', async () => {
    here.write({ 'bad.sweep.yaml': 'run: { command: [echo, "${x}"] }\nparamters: { x: [1] }\n' });
    const checked = await here.run('check', 'bad.sweep.yaml', '--json');
    expect(checked.code).toBe(1);
    expect(checked.json()).toMatchObject([
      {
        file: 'bad.sweep.yaml',
        range: { start: { line: 1, character: 0 }, end: { line: 1, character: 9 } },
        severity: 'error',
        code: 'unknown-key',
        fixes: expect.arrayContaining([expect.stringContaining('parameters')]),
      },
    ]);
    here.write({ 'bad.sweep.yaml': 'run: { command: [echo, "${x}"] }\nparameters: { x: [1] }\n' });
  });

  it.each([
    [['run'], 'missing required argument'],
    [['run', 'nowhere.sweep.yaml'], 'There is no file nowhere.sweep.yaml. `sweepdeck list`'],
    [['run', 'bda.sweep.yaml'], 'Did you mean `bad.sweep.yaml`?'],
    [['run', 'bad'], 'Did you mean `bad.sweep.yaml`?'],
    [['run', 'nowhere/bad.sweep.yaml'], 'There is no file nowhere/bad.sweep.yaml. `sweepdeck list`'],
    [['frobnicate'], 'unknown command'],
    [['new'], '`sweepdeck help COMMAND` shows its arguments and options.'],
    [['run', 'bad.sweep.yaml', '--workers', 'many'], 'whole number'],
    [['points', 'bad.sweep.yaml', '--format', 'xml'], 'Allowed choices'],
  ])('refuses %j with one sentence and exit code 1', async (given, sentence) => {
    const refused = await here.run(...given);
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain(sentence);
    expect(refused.stdout).toBe('');
  });

  it('says what to do when nothing runs and when nothing has run', async () => {
    expect((await here.run('cancel')).stderr).toContain('Nothing was running');
    expect((await here.run('results', 'bad.sweep.yaml')).stderr).toContain('Nothing of it has run yet: `sweepdeck run bad.sweep.yaml`.');
    expect((await here.run('results', 'bad.sweep.yaml', '--where', 'x > 7')).stderr).toContain('There is no such row.');
    expect((await here.run('--help')).code).toBe(0);
  });
});

it.each(['status', 'check', 'list'])('%s says what to do where there is no task', async (command) => {
  const here = cliWorkspace({});
  const { code, stdout, stderr } = await here.run(command);
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: '',
    stderr: 'There is no task file in this workspace. `sweepdeck new NAME` makes one.\n',
  });
  here.remove();
});

it('lists what is not done with values that JSON has no number for', async () => {
  const here = cliWorkspace({
    'wide.sweep.yaml': 'run: { command: ["false", "${model.size}"] }\nparameters: { model: { size: [12345678901234567890] } }\n',
  });
  const ran = await here.run('run', 'wide.sweep.yaml');
  expect(ran.stderr).toContain('model.size=12345678901234567890: ');
  expect((await here.run('status', '-v')).stdout).toContain('model.size=12345678901234567890');
  here.remove();
});
