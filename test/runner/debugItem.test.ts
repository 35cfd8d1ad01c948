import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DebugPlan } from '../../protocol/debug.ts';
import { type OpenRunner, openRunner } from '../../runner/openRunner.ts';
import { firstStop } from './inspector.ts';

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, '..', '..');
const SPACE = 'parameters:\n  model: { depth: [2, 3] }\n  big: 9007199254740993\n  rate: [0.5, 1.0]\n';
const FILES = {
  'm.mjs':
    'export const setup = () => { globalThis.ready = true; };\nexport async function f({ model, big, rate }, context) {\n  context.report({ loss: 1 });\n  return { depth: model.depth, big: typeof big, rate, dir: context.dir, seed: context.seed, ready: globalThis.ready, cwd: process.cwd() };\n}\n',
  'node.sweep.yaml': `run: { node: ./m.mjs#f, setup: ./m.mjs#setup }\nseed: 5\n${SPACE}`,
  'm.py':
    'import os, sweepdeck\ndef f(model, big, rate, env=None):\n    return {"depth": model["depth"], "big": big, "rate": rate, "cwd": os.getcwd(), "seed": sweepdeck.seed()}\n',
  'python.sweep.yaml': `run: { python: "m:f", env: { LEVEL: high } }\nseed: 5\n${SPACE}`,
  'command.sweep.yaml': `run: { command: [sh, script.sh, '\${args}', '\${item.parameters_file}'], env: { LEVEL: high } }\n${SPACE}`,
  'script.sh': 'echo "$LEVEL $SWEEPDECK_SEED $PWD"; printf "%s\\n" "$@"; cat "$4"; exit 3\n',
  'nothing.sweep.yaml': 'run: { command: [sweepdeck-no-such-program] }\nparameters: { a: 1 }\n',
};
let base: string;
let folder: string;
let open: OpenRunner;
const before = { data: process.env['SWEEPDECK_DATA_DIR'], run: process.env['XDG_RUNTIME_DIR'] };

beforeAll(async () => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'sd-db-')));
  process.env['SWEEPDECK_DATA_DIR'] = join(base, 'data');
  process.env['XDG_RUNTIME_DIR'] = base;
  folder = join(base, 'w');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  open = await openRunner(folder);
});
afterAll(async () => {
  await open.close();
  rmSync(base, { recursive: true, force: true });
  for (const [name, value] of [
    ['SWEEPDECK_DATA_DIR', before.data],
    ['XDG_RUNTIME_DIR', before.run],
  ] as const) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
});

function plan(task: string, item: number): Promise<DebugPlan> {
  return open.runner.debug({ file: join(folder, `${task}.sweep.yaml`), item, folder: base });
}

/** The file that a debugger's program is told its item with. */
function told(found: DebugPlan): string {
  const file = join(base, 'item.jsonl');
  writeFileSync(file, found.lines.join('\n'));
  return file;
}

it('runs an item of a Node objective as a worker would, and prints what it returns', async () => {
  const found = await plan('node', 3);
  const { stdout } = await run(process.execPath, [join(ROOT, 'runner/host/debug.ts'), told(found)], { cwd: base });
  expect(stdout).toContain('depth: 3');
  for (const text of ["big: 'bigint'", 'rate: 1', `dir: '${join(base, 'item')}'`, 'seed: 5', 'ready: true', `cwd: '${folder}'`])
    expect(stdout).toContain(text);
});

it('stops at a breakpoint of a Node objective', async () => {
  const found = await plan('node', 0);
  const url = pathToFileURL(join(folder, 'm.mjs')).href;
  const stop = await firstStop([join(ROOT, 'runner/host/debug.ts'), told(found)], { url, line: 3 });
  expect(stop).toEqual({ name: 'f', line: 3 });
});

it('runs an item of a Python objective likewise', async () => {
  const found = await plan('python', 2);
  expect(found).toMatchObject({ kind: 'python', env: { LEVEL: 'high' }, cwd: folder });
  const { stdout } = await run('python3', ['-m', 'sweepdeck.debug', told(found)], {
    cwd: join(ROOT, 'python'),
    env: { ...process.env, PYTHONPATH: join(ROOT, 'python') },
  });
  expect(stdout.trim()).toBe(`{'depth': 3, 'big': 9007199254740993, 'rate': 0.5, 'cwd': '${folder}', 'seed': 5}`);
});

it('lets errors of the objective out', async () => {
  writeFileSync(join(folder, 'bad.mjs'), 'export function f() { throw new RangeError("bad"); }\n');
  writeFileSync(join(folder, 'bad.sweep.yaml'), 'run: { node: ./bad.mjs#f }\nparameters: { a: 1 }\n');
  const failed = run(process.execPath, [join(ROOT, 'runner/host/debug.ts'), told(await plan('bad', 0))], { cwd: base });
  await expect(failed).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('RangeError: bad') });
});

it('runs the command of an item as a worker would, and says how it ended', async () => {
  const found = await plan('command', 3);
  expect(found).toMatchObject({ kind: 'command', cwd: folder, env: { LEVEL: 'high' } });
  const { code, stdout } = await ended(found);
  expect(code).toBe(3);
  for (const line of [`high 0 ${folder}`, '--model.depth=3', '--big=9007199254740993', '--rate=1', 'The command ended with exit status 3.'])
    expect(stdout).toContain(line);
  expect(stdout).toContain('"big":9007199254740993');
});

it('says why a command could not be started', async () => {
  const { code, stdout } = await ended(await plan('nothing', 0));
  expect(code).toBe(127);
  expect(stdout).toContain('The command could not be started: spawn sweepdeck-no-such-program ENOENT.');
});

/** What the program of a plan says, and how it ends. */
function ended(found: DebugPlan): Promise<{ readonly code: unknown; readonly stdout: string }> {
  const options = { cwd: found.cwd, env: { ...process.env, ...found.env } };
  return new Promise((resolve) => {
    execFile(process.execPath, [join(ROOT, 'runner/host/debug.ts'), told(found)], options, (error, stdout) =>
      resolve({ code: error?.code ?? 0, stdout }),
    );
  });
}

it('refuses items that are not there', async () => {
  for (const item of [4, -1, 0.5, Number.NaN]) await expect(plan('node', item)).rejects.toMatchObject({ code: 'no-such-item' });
});
