import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../support/cliWorkspace.ts';

/** What the schema's `default` means: the value where the space says nothing, left out of keys, a part of the fingerprint. */

const MODEL = 'def value(x, c=0.1, **more):\n    return {"c": c, **more}\n';
const FILE = 'a.sweep.yaml';

function taskWith(more: { readonly schema?: string; readonly space?: string; readonly run?: string }): string {
  return `run: ${more.run ?? '{ python: "model:value" }'}\n${more.schema ?? ''}\nparameters: { x: [1, 2]${more.space ?? ''} }\n`;
}

function withDefault(value: string): string {
  return `schema: { parameters: { x: { type: int }, c: { type: float, default: ${value} } } }`;
}

const PATIENCE = { timeout: 300_000 };

describe("a schema's default", PATIENCE, () => {
  let here: CliWorkspace;
  beforeEach(() => {
    here = cliWorkspace({ 'model.py': MODEL });
  });
  afterEach(() => here.remove());

  async function ran(text: string): Promise<{ readonly executed: number; readonly cached: number; readonly c: readonly unknown[] }> {
    here.write({ [FILE]: text });
    const summary: unknown = (await here.run('run', FILE, '--json')).json();
    const rows: unknown = (await here.run('results', FILE, '--json')).json();
    // SAFETY: cli.md gives both their shape; `expect` judges the values.
    const { executed, cached } = summary as { executed: number; cached: number };
    // SAFETY: as above.
    return { executed, cached, c: (rows as { outputs: { c: unknown } }[]).map(({ outputs }) => outputs.c) };
  }

  it('is given to a function, and adopts the results from before it', async () => {
    expect(await ran(taskWith({}))).toEqual({ executed: 2, cached: 0, c: [0.1, 0.1] });
    expect(await ran(taskWith({ schema: withDefault('0.1') }))).toEqual({ executed: 0, cached: 2, c: [0.1, 0.1] });
    expect(await ran(taskWith({ schema: withDefault('0.1'), space: ', c: [0.1, 0.7]' }))).toMatchObject({ executed: 2, cached: 2 });
  });

  it('makes stale what it was a value of when it changes, and nothing else', async () => {
    const before = taskWith({ schema: withDefault('0.5'), space: ', c: [0.5, 0.7]' });
    expect(await ran(before)).toEqual({ executed: 4, cached: 0, c: [0.5, 0.7, 0.5, 0.7] });
    expect(await ran(taskWith({ schema: withDefault('0.5') }))).toEqual({ executed: 0, cached: 2, c: [0.5, 0.5] });
    expect(await ran(taskWith({ schema: withDefault('0.6') }))).toEqual({ executed: 2, cached: 0, c: [0.6, 0.6] });
    expect(await ran(taskWith({ schema: withDefault('0.6'), space: ', c: [0.6, 0.7]' }))).toEqual({
      executed: 0,
      cached: 4,
      c: [0.6, 0.7, 0.6, 0.7],
    });
    expect(await ran(before)).toMatchObject({ executed: 0, cached: 4 });
  });

  it('is told by explain when it changed', async () => {
    await ran(taskWith({ schema: withDefault('0.5') }));
    here.write({ [FILE]: taskWith({ schema: withDefault('0.6') }) });
    const [row] = (await here.run('results', FILE, '--format', 'csv')).stdout.split(/\r?\n/).slice(1);
    const { stdout } = await here.run('explain', FILE, row?.split(',')[1] ?? '');
    expect(stdout).toContain('schema.default:c has changed');
  });

  it('fills placeholders, `${args}`, the parameters file and `show`', async () => {
    here.write({ 'words.py': 'import json, sys\nprint(json.dumps({"c": sys.argv[1:]}))\n' });
    const run = '{ command: [python3, words.py, "${c}", "${args}"] }';
    expect((await ran(taskWith({ run, schema: withDefault('0.5') }))).c[0]).toEqual(['0.5', '--x=1', '--c=0.5']);
    const [row] = (await here.run('results', FILE, '--format', 'csv')).stdout.split(/\r?\n/).slice(1);
    expect((await here.run('show', FILE, row?.split(',')[1] ?? '')).stdout).toContain('c = 0.5   (default in a.sweep.yaml:2)');
  });

  it('gives way to a point of one’s own', async () => {
    here.write({ [FILE]: taskWith({ schema: withDefault('0.5') }) });
    expect((await here.run('test', FILE, '--point', '{"x": 1, "c": 0.2}', '--json')).json()).toMatchObject({ outputs: { c: 0.2 } });
  });

  it('is checked against the function that gets it', async () => {
    here.write({ 'strict.py': 'def value(x, c):\n    return c\ndef other(x):\n    return x\n' });
    expect((await ran(taskWith({ run: '{ python: "strict:value" }', schema: withDefault('0.5') }))).executed).toBe(2);
    here.write({ [FILE]: taskWith({ run: '{ python: "strict:other" }', schema: withDefault('0.5') }) });
    expect((await here.run('check', FILE)).stderr).toContain(`${FILE}:2:43: error: \`other\` has no parameter \`c\``);
  });
});
