import { existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { type CliWorkspace, cliWorkspace } from '../../support/cliWorkspace.ts';

const opened: CliWorkspace[] = [];
afterEach(() => opened.splice(0).forEach((one) => one.remove()));

function workspace(files: Readonly<Record<string, string>>): CliWorkspace {
  const made = cliWorkspace(files);
  opened.push(made);
  return made;
}

const NODE_TASK = `
run: { node: ./square.mjs#square }
parameters: { x: [1, 2, 3, 4] }
`;
const SQUARE = 'export const square = ({ x }) => { if (x === 3) throw new RangeError("three is out of range"); return { y: x * x }; };\n';
const FIXED = 'export const square = ({ x }) => ({ y: x * x });\n';

/** Counts of a `run --json` document. */
function counts(document: unknown): Record<string, unknown> {
  // SAFETY: a JSON object, whose members the test then compares.
  const { items, done, failed, stale, pending, cancelled, cached, executed } = document as Record<string, unknown>;
  return { items, done, failed, stale, pending, cancelled, cached, executed };
}

describe('sweepdeck run', () => {
  it('runs a sweep, keeps what is done, and says what failed with exit code 2', async () => {
    const here = workspace({ 'square.sweep.yaml': NODE_TASK, 'square.mjs': SQUARE });
    const first = await here.run('run', 'square.sweep.yaml', '--json');
    expect(first.code, first.stderr).toBe(2);
    expect(counts(first.json())).toEqual({ items: 4, done: 3, failed: 1, stale: 0, pending: 0, cancelled: 0, cached: 0, executed: 4 });
    expect(first.json()).toMatchObject({
      task: 'square',
      points: 4,
      failures: [{ index: 2, parameters: { x: 3 }, error: { kind: 'exception', type: 'RangeError', message: 'three is out of range' } }],
    });
    const again = await here.run('run', 'square.sweep.yaml', '--json');
    expect(again.code).toBe(2);
    expect(counts(again.json())).toMatchObject({ done: 3, cached: 3, executed: 1, failed: 1 });
  });

  it('reruns exactly the failed items after their cause was mended', async () => {
    const here = workspace({ 'square.sweep.yaml': `${NODE_TASK}cache: { stale: keep }\n`, 'square.mjs': SQUARE });
    await here.run('run', 'square.sweep.yaml');
    here.write({ 'square.mjs': FIXED });
    const retried = await here.run('retry', 'square.sweep.yaml', '--json');
    expect(retried.code, retried.stderr).toBe(0);
    expect(counts(retried.json())).toEqual({ items: 4, done: 4, failed: 0, stale: 0, pending: 0, cancelled: 0, cached: 3, executed: 1 });
  });

  it('calls results stale when the code has changed, but not when only its comments have', async () => {
    const here = workspace({ 'square.sweep.yaml': NODE_TASK, 'square.mjs': FIXED });
    await here.run('run', 'square.sweep.yaml');
    here.write({ 'square.mjs': `// a comment\n\n${FIXED}` });
    expect((await here.run('status', '--json')).json()).toMatchObject([{ done: 4, stale: 0 }]);
    here.write({ 'square.mjs': FIXED.replace('x * x', 'x ** 2') });
    expect((await here.run('status', '--json')).json()).toMatchObject([{ done: 0, stale: 4 }]);
    expect((await here.run('retry', 'square.sweep.yaml')).stderr).toContain(
      '4 results are of code or inputs that have changed since, which a retry leaves alone: `sweepdeck run square.sweep.yaml`',
    );
    expect(counts((await here.run('run', 'square.sweep.yaml', '--stale', 'keep', '--json')).json())).toMatchObject({
      executed: 0,
      stale: 4,
    });
    expect(counts((await here.run('run', 'square.sweep.yaml', '--json')).json())).toMatchObject({ executed: 4, done: 4 });
    here.write({ 'square.mjs': FIXED });
    expect((await here.run('status', '--json')).json(), 'undoing an edit brings the old results back').toMatchObject([
      { done: 4, stale: 0 },
    ]);
  });

  it('selects by --where, --limit and --force, and replaces values by --set', async () => {
    const here = workspace({ 'square.sweep.yaml': NODE_TASK, 'square.mjs': FIXED });
    expect(counts((await here.run('run', 'square.sweep.yaml', '--where', 'x > 2', '--json')).json())).toMatchObject({
      executed: 2,
      done: 2,
      pending: 2,
    });
    expect(counts((await here.run('run', 'square.sweep.yaml', '--limit', '1', '--json')).json())).toMatchObject({
      executed: 1,
      done: 3,
      pending: 1,
    });
    expect(counts((await here.run('run', 'square.sweep.yaml', '--force', '--json')).json())).toMatchObject({
      executed: 4,
      done: 4,
      cached: 0,
    });
    const set = await here.run('run', 'square.sweep.yaml', '--set', 'x=9', '--json');
    expect(counts(set.json()), set.stderr).toMatchObject({ items: 1, executed: 1, done: 1 });
    const unknown = await here.run('run', 'square.sweep.yaml', '--set', 'z=9');
    expect(unknown.code).toBe(1);
    expect(unknown.stderr).toContain('no parameter `z`');
  });

  it('refuses a broken file with place and remedy, and runs nothing', async () => {
    const here = workspace({ 'square.sweep.yaml': `${NODE_TASK}paramters: { y: 1 }\n`, 'square.mjs': FIXED });
    const refused = await here.run('run', 'square.sweep.yaml', '--json');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('square.sweep.yaml:4:1: error:');
    expect(refused.json()).toMatchObject({ problems: [{ code: 'unknown-key' }] });
    expect((await here.run('status', '--json')).json()).toMatchObject([{ done: 0 }]);
  });

  it('stops early by on_failure: stop with exit code 3', async () => {
    const here = workspace({ 'square.sweep.yaml': `${NODE_TASK}execution: { on_failure: stop, workers: 1 }\n`, 'square.mjs': SQUARE });
    const stopped = await here.run('run', 'square.sweep.yaml', '--json');
    expect(stopped.code, stopped.stderr).toBe(3);
    expect(counts(stopped.json())).toMatchObject({ failed: 1, done: 2, pending: 1 });
    expect(stopped.stderr).toMatch(/^Stopped early, .* `sweepdeck run square\.sweep\.yaml` tries the failed items again and goes on\.$/m);
  });

  it('is interrupted with exit code 130 and keeps what is finished', async () => {
    const slow =
      'import { appendFileSync } from "node:fs";\nexport const square = async ({ x }) => { if (x > 1) { appendFileSync("started", "."); await new Promise(() => setInterval(() => 0, 1000)); } return { y: x }; };\n';
    const here = workspace({ 'square.sweep.yaml': NODE_TASK, 'square.mjs': slow });
    const sweep = here.start('run', 'square.sweep.yaml', '--workers', '1', '--json');
    while (!fileHas(here, 'started')) await new Promise((resolve) => setImmediate(resolve));
    sweep.kill('SIGINT');
    const ended = await sweep.ended;
    expect(ended.code, ended.stderr).toBe(130);
    expect(counts(ended.json())).toEqual({ items: 4, done: 1, failed: 0, stale: 0, pending: 0, cancelled: 3, cached: 0, executed: 1 });
  });

  it('ends with exit code 1 and keeps a copy of the results elsewhere when the workspace folder is removed', {
    timeout: 120_000,
  }, async () => {
    const slow =
      'import { appendFileSync } from "node:fs";\nexport const square = async ({ x }) => { if (x > 1) { appendFileSync(process.env.STARTED, "."); await new Promise((go) => setTimeout(go, 50)); } return { y: x }; };\n';
    const here = workspace({
      'square.sweep.yaml': NODE_TASK.replace('[1, 2, 3, 4]', '{ min: 1, max: 100000, step: 1 }'),
      'square.mjs': slow,
    });
    const elsewhere = mkdtempSync(join(tmpdir(), 'sd-elsewhere-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    const started = join(elsewhere, 'started');
    const sweep = here.with({ STARTED: started, TMPDIR: elsewhere }).start('run', 'square.sweep.yaml', '--workers', '1');
    while (!existsSync(started) || statSync(started).size < 10) await new Promise((resolve) => setImmediate(resolve));
    // At one stroke: while files are removed one by one, new ones are made.
    renameSync(here.folder, join(elsewhere, 'moved'));
    const ended = await sweep.ended;
    expect(ended.code, ended.stderr).toBe(1);
    const [, copy = ''] = /has been removed or renamed, so the sweep was ended[^]*kept in (\S+): move/.exec(ended.stderr) ?? [];
    const db = new Database(copy, { readonly: true });
    onTestFinished(() => void db.close());
    expect(db.prepare('SELECT count(*) FROM results').pluck().get()).toBeGreaterThan(0);
  });

  it('gives replicates their own seeds and keeps the earlier ones when more are asked for', async () => {
    const task = (replicates: number) => `run: { node: ./seeded.mjs#f }\nparameters: { x: [1, 2] }\nseed: 42\nreplicates: ${replicates}\n`;
    const here = workspace({
      'seeded.sweep.yaml': task(2),
      'seeded.mjs': 'export const f = (_, { seed, replicate }) => ({ seed, replicate });\n',
    });
    await here.run('run', 'seeded.sweep.yaml');
    here.write({ 'seeded.sweep.yaml': task(3) });
    const more = await here.run('run', 'seeded.sweep.yaml', '--json');
    expect(counts(more.json())).toMatchObject({ items: 6, executed: 2, cached: 4 });
    const rows = await here.run('results', 'seeded.sweep.yaml', '--where', 'x == 1', '--format', 'json');
    expect(rows.json()).toMatchObject(
      [42, 31379, 62716].map((seed, replicate) => ({ index: 0, replicate, seed, outputs: { seed, replicate } })),
    );
  });

  it('runs commands without a shell and reads their last line', async () => {
    const here = workspace({
      'echo.sweep.yaml': `run: { command: [node, echo.mjs, '\${args}'] }\nparameters: { text: ['$(touch owned)', 'a b', '-rf'] }\n`,
      'echo.mjs': 'console.log("noise"); console.log(JSON.stringify({ got: process.argv[2] }));\n',
    });
    const ran = await here.run('run', 'echo.sweep.yaml', '--json');
    expect(ran.code, ran.stderr).toBe(0);
    const rows = await here.run('results', 'echo.sweep.yaml', '--format', 'json');
    expect(rows.json()).toMatchObject([
      { outputs: { got: '--text=$(touch owned)' } },
      { outputs: { got: '--text=a b' } },
      { outputs: { got: '--text=-rf' } },
    ]);
    expect(fileHas(here, 'owned')).toBe(false);
  });
});

function fileHas(here: CliWorkspace, name: string): boolean {
  try {
    return here.read(name).length > 0;
  } catch {
    return false;
  }
}

describe('an objective that cannot be loaded', () => {
  it.each([
    [
      'python: lost:f',
      { 'lost.py': 'import nowhere_to_be_found\ndef f(x): return x\n' },
      "The objective lost:f could not be loaded: ModuleNotFoundError: No module named 'nowhere_to_be_found'",
    ],
    ['node: ./half.mjs#f', { 'half.mjs': 'export function f( {' }, 'The objective ./half.mjs#f could not be loaded: SyntaxError'],
    ['python: fine:f, interpreter: /nowhere/python', { 'fine.py': 'def f(x): return x\n' }, '/nowhere/python could not be started'],
  ])('%s ends the run with one sentence, exit code 1, and no item charged', async (run, files, sentence) => {
    const here = workspace({ 'lost.sweep.yaml': `run: { ${run} }\nparameters: { x: [1, 2] }\n`, ...files });
    const refused = await here.run('run', 'lost.sweep.yaml', '--json');
    expect(refused.code, refused.stderr).toBe(1);
    expect(refused.stderr).toContain(sentence);
    expect(counts(refused.json())).toMatchObject({ executed: 0, failed: 0, pending: 2 });
  });
});
