import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { debugText } from '../../client/features/debugConfiguration.ts';
import type { DebugPlan } from '../../protocol/debug.ts';
import { type OpenRunner, openRunner } from '../../runner/openRunner.ts';
import { firstStop } from '../support/inspector.ts';

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
  'command.sweep.yaml': `run: { command: [echo, '\${args}'] }\n${SPACE}`,
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
  return open.runner.debug({ file: join(folder, `${task}.sweep.yaml`), item });
}

/** The file that a debugger's program is told its item with. */
function told(found: DebugPlan): string {
  if (found.kind === 'command') throw new Error('A command has no program for a debugger.');
  const file = join(base, 'item.jsonl');
  writeFileSync(file, debugText(found.lines, join(base, 'own')));
  return file;
}

it('runs an item of a Node objective as a worker would, and prints what it returns', async () => {
  const found = await plan('node', 3);
  const { stdout } = await run(process.execPath, [join(ROOT, 'runner/host/debug.ts'), told(found)], { cwd: base });
  expect(stdout).toContain('depth: 3');
  for (const text of ["big: 'bigint'", 'rate: 1', `dir: '${join(base, 'own')}'`, 'seed: 5', 'ready: true', `cwd: '${folder}'`])
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

it('knows that a command has no debugger, and refuses items that are not there', async () => {
  expect(await plan('command', 0)).toEqual({ kind: 'command' });
  for (const item of [4, -1, 0.5, Number.NaN]) await expect(plan('node', item)).rejects.toMatchObject({ code: 'no-such-item' });
});
