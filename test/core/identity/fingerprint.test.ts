import { hash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Grammars } from '../../../core/code/grammars.ts';
import { fileParameters } from '../../../core/identity/fileParameters.ts';
import { type Fingerprint, fingerprintOf } from '../../../core/identity/fingerprint.ts';
import { fileWorld } from '../../../core/task/fileWorld.ts';
import type { Task } from '../../../core/task/task.ts';
import { fileAccess } from '../../../runner/fileAccess.ts';
import { allGrammars, nodeRun, packageGrammars, pythonRun } from '../code/sources.ts';
import { commandRun, field, schema, shellRun, task } from './tasks.ts';

let grammars: Grammars;
beforeAll(async () => {
  grammars = await allGrammars();
});

let workspace: string;
const env = new Map<string, string>();
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), 'sweepdeck-print-'));
  env.clear();
});
afterEach(() => rmSync(workspace, { recursive: true }));

function write(name: string, text: string | Uint8Array): void {
  mkdirSync(dirname(join(workspace, name)), { recursive: true });
  writeFileSync(join(workspace, name), text);
}

const sha256 = (text: string): string => hash('sha256', text, 'hex');

function print(more: Partial<Task>, with_: Grammars = grammars): Fingerprint {
  const world = fileWorld(fileAccess, { workspace, signature: () => ({ kind: 'unknown' }) });
  const hashFile = (path: string): string | undefined =>
    fileAccess.kind(path) === 'file' ? hash('sha256', readFileSync(path), 'hex') : undefined;
  return fingerprintOf(task({ file: join(workspace, 'task', 't.sweep.yaml'), ...more }), {
    ...world,
    grammars: with_,
    hash: sha256,
    hashFile,
    env: (name) => env.get(name),
  });
}

const names = (found: Fingerprint): readonly string[] => Object.keys(found.parts);

/** Which parts are not the same. */
function changed(before: Fingerprint, after: Fingerprint): readonly string[] {
  const all = new Set([...names(before), ...names(after)]);
  const parts = [...all].filter((name) => before.parts[name] !== after.parts[name]);
  expect(before.digest === after.digest).toBe(parts.length === 0);
  return parts;
}

describe('fingerprints', () => {
  it('name the code of a Python objective with everything it imports', () => {
    write('task/m.py', 'from lib import x\ndef f(a): return x(a)\n');
    write('lib/__init__.py', 'from .y import x\n');
    write('lib/y.py', 'def x(a): return a\n');
    write('lib/other.py', '');
    const before = print({});
    expect(names(before)).toEqual(['code:lib/__init__.py', 'code:lib/y.py', 'code:task/m.py']);
    write('lib/y.py', '# comment\n\ndef x( a ):\n        return a\n');
    write('lib/other.py', 'x = 1');
    expect(changed(before, print({}))).toEqual([]);
    write('lib/y.py', 'def x(a): return a + 1\n');
    expect(changed(before, print({}))).toEqual(['code:lib/y.py']);
    write('lib/y.py', 'def x(a): return a\n');
    expect(print({})).toEqual(before);
  });

  it('are the same in another checkout', () => {
    const make = (): Fingerprint => {
      write('task/m.py', 'import n\n');
      write('n.py', 'x = 1\n');
      return print({ cache: { code: ['*.py'], env: ['HOME'], ignore: [], stale: 'run' } });
    };
    const first = make();
    rmSync(workspace, { recursive: true });
    workspace = mkdtempSync(join(tmpdir(), 'sweepdeck-print-longer-'));
    expect(make()).toEqual(first);
  });

  it('name the code of a Node objective and of its setup', () => {
    write('task/m.mjs', "import { a } from './a.ts';\nexport default () => a;");
    write('task/a.ts', 'export const a: number = 1;');
    write('task/s.mjs', 'export const go = 1;');
    const before = print({ run: nodeRun('./m.mjs', { setup: './s.mjs#go' }) });
    expect(names(before)).toEqual(['code:task/a.ts', 'code:task/m.mjs', 'code:task/s.mjs', 'run.setup']);
    write('task/a.ts', 'export const a: number = 2;');
    expect(changed(before, print({ run: nodeRun('./m.mjs', { setup: './s.mjs#go' }) }))).toEqual(['code:task/a.ts']);
  });

  const commands: readonly (readonly [string, Task['run'], readonly string[]])[] = [
    ['a script', commandRun(['python3', 'sim.py', '--x=${x}']), ['argument:1', 'argument:2', 'code:task/helper.py', 'code:task/sim.py']],
    [
      'a script elsewhere',
      commandRun(['python3', 'sim.py'], { cwd: '../other' }),
      ['argument:1', 'code:n.py', 'code:other/sim.py', 'run.cwd'],
    ],
    [
      'a module',
      commandRun(['python3', '-m', 'pkg']),
      ['argument:1', 'argument:2', 'code:task/pkg/__init__.py', 'code:task/pkg/__main__.py'],
    ],
    ['a program of the workspace', commandRun(['../bin/sim']), ['code:bin/sim']],
    ['a program on PATH', commandRun(['sim', '-v']), ['argument:1']],
    ['a program that is missing', commandRun(['./missing']), []],
    ['a program outside', commandRun(['/bin/sh']), []],
    ['a shell line', shellRun('python3 sim.py | tail'), ['code:task/helper.py', 'code:task/sim.py', 'script']],
  ];
  it.each(commands)('name the code of a command: %s', (_, run, expected) => {
    write('task/sim.py', 'import helper');
    write('task/helper.py', '');
    write('other/sim.py', 'import n');
    write('n.py', '');
    write('task/pkg/__init__.py', '');
    write('task/pkg/__main__.py', '');
    write('task/sim', 'a decoy that PATH does not see');
    write('bin/sim', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe]));
    expect(names(print(run ? { run } : {}))).toEqual(expected);
  });

  it('see every byte of a binary and of a source that does not parse', () => {
    const runs = [
      ['../bin/sim', 'bin/sim'],
      ['./bad.py', 'task/bad.py'],
    ] as const;
    for (const [program, file] of runs) {
      write(file, new Uint8Array([0x28, 0xff, 1]));
      const before = print({ run: commandRun([program]) });
      write(file, new Uint8Array([0x28, 0xfe, 1]));
      expect(changed(before, print({ run: commandRun([program]) }))).toEqual([`code:${file}`]);
    }
  });

  it('change with every setting that decides what a result is, by name', () => {
    write('task/m.py', '');
    const python = (more: Partial<Parameters<typeof pythonRun>[1]>): Fingerprint => print({ run: pythonRun('m:f', more) });
    const before = python({});
    expect(changed(before, python({ env: new Map([['A', '1']]) }))).toEqual(['run.env:A']);
    expect(changed(before, python({ build: ['make'] }))).toEqual(['run.build']);
    expect(changed(before, python({ successCodes: [0, 2] }))).toEqual(['run.success']);
    expect(changed(before, python({ result: { kind: 'json', path: 'out.json' } }))).toEqual(['run.result']);
    expect(
      changed(
        python({ result: { kind: 'regex', patterns: new Map([['x', 'a']]) } }),
        python({ result: { kind: 'regex', patterns: new Map([['x', 'b']]) } }),
      ),
    ).toEqual(['run.result']);
    expect(changed(before, print({ name: 'other', columns: ['x'], seed: 3, replicates: 4 }))).toEqual([]);
    const words = (more: readonly string[]): Fingerprint => print({ run: commandRun(['sim', ...more]) });
    expect(changed(words(['-a', '-b']), words(['-a', '-c', '${x}']))).toEqual(['argument:2', 'argument:3']);
  });

  it('change with inputs, listed code, environment and version', () => {
    const cache = { code: ['extra/*'], env: ['SEED', 'NONE'], ignore: [], stale: 'run' } as const;
    write('task/m.py', '');
    write('task/extra/a.py', 'x=1 # note');
    write('task/extra/b.txt', 'x');
    write('task/data/1.csv', '1');
    env.set('SEED', '1');
    const before = print({ cache, inputs: ['data/*.csv'] });
    expect(names(before)).toEqual([
      'cache.code:task/extra/a.py',
      'cache.code:task/extra/b.txt',
      'cache.env:NONE',
      'cache.env:SEED',
      'code:task/m.py',
      'inputs:task/data/1.csv',
    ]);
    write('task/extra/a.py', 'x = 1');
    expect(changed(before, print({ cache, inputs: ['data/*.csv'] }))).toEqual([]);
    write('task/data/1.csv', '1 ');
    write('task/data/2.csv', '2');
    write('task/extra/b.txt', 'y');
    env.set('SEED', '2');
    env.set('NONE', '');
    const all = ['cache.code:task/extra/b.txt', 'cache.env:NONE', 'cache.env:SEED', 'inputs:task/data/1.csv', 'inputs:task/data/2.csv'];
    expect([...changed(before, print({ cache, inputs: ['data/*.csv'] }))].toSorted()).toEqual(all);
    expect(changed(print({ cache }), print({ cache: { ...cache, version: 2 } }))).toEqual(['cache.version']);
    expect(changed(print({ cache: { ...cache, version: '2' } }), print({ cache: { ...cache, version: 2 } }))).toEqual(['cache.version']);
  });

  it('do not depend on grammars that other tasks have loaded', async () => {
    write('task/m.py', '');
    write('task/x.mjs', 'f( a )');
    const cache = { code: ['x.mjs'], env: [], ignore: [], stale: 'run' } as const;
    const own = packageGrammars();
    await own.load(['python']);
    expect(print({ cache }, own)).toEqual(print({ cache }));
  });

  it('are refused while a grammar is missing', () => {
    expect(() => print({}, packageGrammars())).toThrow('python grammar');
  });
});

describe('file parameters', () => {
  const at = { file: '/ws/t.sweep.yaml', span: { start: 0, end: 0 } };
  const files = (name: string) =>
    ({ ...at, kind: 'axis', name, keyAt: at, generator: { kind: 'files', pattern: '*.csv', values: [] } }) as const;

  it('are those declared as files and those that a glob makes, anywhere in the space', () => {
    const plain = { ...at, constraints: [], exclude: [], include: [] };
    const space: Task['space'] = {
      ...plain,
      factors: [
        { ...at, kind: 'constant', name: 'declared', keyAt: at, value: 'x.csv' },
        { ...at, kind: 'zip', name: 'z', keyAt: at, columns: [files('zipped')] },
        { ...at, kind: 'cases', name: 'c', keyAt: at, cases: [{ ...at, name: 'one', keyAt: at, factors: [files('cased')] }] },
        { ...at, kind: 'concat', blocks: [{ ...plain, factors: [files('joined'), files('zipped')] }] },
        { ...at, kind: 'axis', name: 'number', keyAt: at, generator: { kind: 'values', values: [1], places: [at] } },
      ],
    };
    expect(fileParameters(task({ space, schema: schema(field('declared', { type: 'file' }), field('number', { type: 'int' })) }))).toEqual([
      'cased',
      'declared',
      'joined',
      'zipped',
    ]);
  });
});
