import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Grammars } from '../../../core/code/grammars.ts';
import { importClosure } from '../../../core/code/imports.ts';
import { sourceFiles } from '../../../core/code/sourceFiles.ts';
import { fileWorld } from '../../../core/task/fileWorld.ts';
import { fileAccess } from '../../../runner/fileAccess.ts';
import { allGrammars } from './sources.ts';

let grammars: Grammars;
beforeAll(async () => {
  grammars = await allGrammars();
});

const made: string[] = [];
afterEach(() => {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true });
});

function closure(table: Readonly<Record<string, string>>, entry: string, links: Readonly<Record<string, string>> = {}): readonly string[] {
  const outer = mkdtempSync(join(tmpdir(), 'sweepdeck-imports-'));
  const workspace = join(outer, 'ws');
  made.push(outer);
  for (const [name, text] of Object.entries(table)) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true });
    writeFileSync(join(workspace, name), text);
  }
  for (const [name, target] of Object.entries(links)) symlinkSync(target, join(workspace, name));
  const world = fileWorld(fileAccess, { workspace, signature: () => ({ kind: 'unknown' }) });
  const files = sourceFiles(world, grammars);
  return importClosure([join(workspace, entry)], [join(workspace, 'task'), workspace], files).map((one) => relative(workspace, one));
}

describe('import closure', () => {
  const python: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
    ['nothing', { 'm.py': 'import os, numpy' }, ['m.py']],
    ['modules', { 'm.py': 'import a, b as c', 'a.py': '', 'b.py': '', 'c.py': '' }, ['a.py', 'b.py', 'm.py']],
    ['task folder first', { 'm.py': 'import a', 'a.py': '', 'task/a.py': '' }, ['m.py', 'task/a.py']],
    [
      'packages on the way',
      { 'm.py': 'import a.b.c', 'a/__init__.py': '', 'a/b/__init__.py': '', 'a/b/c.py': '' },
      ['a/__init__.py', 'a/b/__init__.py', 'a/b/c.py', 'm.py'],
    ],
    ['packages without __init__', { 'm.py': 'import a.b', 'a/b.py': '' }, ['a/b.py', 'm.py']],
    ['from a module', { 'm.py': 'from a import x, y', 'a.py': '' }, ['a.py', 'm.py']],
    [
      'submodules by from',
      { 'm.py': 'from a import b, c', 'a/__init__.py': '', 'a/b.py': '', 'a/d.py': '' },
      ['a/__init__.py', 'a/b.py', 'm.py'],
    ],
    ['star', { 'm.py': 'from a import *', 'a.py': 'import b', 'b.py': '' }, ['a.py', 'b.py', 'm.py']],
    [
      'relative',
      {
        'm.py': 'import p.q',
        'p/q.py': 'from . import r\nfrom .s import x\nfrom .. import t',
        'p/r.py': '',
        'p/s.py': '',
        't.py': '',
        'r.py': '',
      },
      ['m.py', 'p/q.py', 'p/r.py', 'p/s.py', 't.py'],
    ],
    [
      'relative to a package',
      { 'm.py': 'import p', 'p/__init__.py': 'from . import r', 'p/r.py': '' },
      ['m.py', 'p/__init__.py', 'p/r.py'],
    ],
    [
      'the package of a relative import',
      { 'm.py': 'from .r import x', '__init__.py': 'import z', 'r.py': '', 'z.py': '' },
      ['__init__.py', 'm.py', 'r.py', 'z.py'],
    ],
    [
      'in functions',
      { 'm.py': 'def f():\n    import a\n    if x:\n        from b import y', 'a.py': '', 'b.py': '' },
      ['a.py', 'b.py', 'm.py'],
    ],
    [
      'dynamic',
      { 'm.py': 'importlib.import_module("a.b"); __import__("c"); import_module(name)', 'a/b.py': '', 'c.py': '' },
      ['a/b.py', 'c.py', 'm.py'],
    ],
    ['circles', { 'm.py': 'import a', 'a.py': 'import b', 'b.py': 'import m, a' }, ['a.py', 'b.py', 'm.py']],
    ['broken sources', { 'm.py': 'import a\nx = = 1', 'a.py': '' }, ['a.py', 'm.py']],
    ['above the workspace', { 'm.py': 'from ....x import y' }, ['m.py']],
    ['not in comments and strings', { 'm.py': '# import a\n"import a"', 'a.py': '' }, ['m.py']],
  ];
  it.each(python)('python: %s', (_, files, expected) => {
    expect(closure(files, 'm.py')).toEqual(expected);
  });

  const javascript: readonly (readonly [string, Readonly<Record<string, string>>, readonly string[]])[] = [
    ['nothing', { 'm.mjs': "import fs from 'node:fs'; import x from 'lib'; require('y')" }, ['m.mjs']],
    [
      'every form',
      {
        'm.mjs':
          "import './a.js'; import b from './b.js'; export * from './c.js'; export { d } from './d.js'; f(() => import('./e.js')); require('./f'); new Worker(new URL('./g.js', import.meta.url)); import(`./h.js`)",
        'a.js': '',
        'b.js': '',
        'c.js': '',
        'd.js': '',
        'e.js': '',
        'f.js': '',
        'g.js': '',
        'h.js': '',
      },
      ['a.js', 'b.js', 'c.js', 'd.js', 'e.js', 'f.js', 'g.js', 'h.js', 'm.mjs'],
    ],
    [
      'folders and extensions',
      {
        'm.mjs': "require('./lib'); require('./data'); require('.')",
        'lib/index.js': "require('../x.cjs')",
        'data.json': '{}',
        'x.cjs': '',
        'index.js': '',
      },
      ['data.json', 'index.js', 'lib/index.js', 'm.mjs', 'x.cjs'],
    ],
    [
      'typescript',
      {
        'm.mjs': "import './a.ts'; import './b.js'",
        'a.ts': "import type { X } from './c.ts'; import d = require('./d.cjs');",
        'b.ts': '',
        'c.ts': '',
        'd.cjs': '',
      },
      ['a.ts', 'b.ts', 'c.ts', 'd.cjs', 'm.mjs'],
    ],
    ['circles', { 'm.mjs': "import './a.mjs'", 'a.mjs': "import './m.mjs'" }, ['a.mjs', 'm.mjs']],
    ['computed names', { 'm.mjs': 'import(`./${x}.mjs`); require(name)', 'a.mjs': '' }, ['m.mjs']],
    ['installed packages', { 'm.mjs': "import './node_modules/x/index.js'", 'node_modules/x/index.js': '' }, ['m.mjs']],
    ['above the workspace', { 'm.mjs': "import '../../../etc/passwd'; import '/etc/passwd'" }, ['m.mjs']],
    ['with a query', { 'm.mjs': "import './a.mjs?x=1'", 'a.mjs': '' }, ['a.mjs', 'm.mjs']],
  ];
  it.each(javascript)('javascript: %s', (_, files, expected) => {
    expect(closure(files, 'm.mjs')).toEqual(expected);
  });

  it('does not follow links out of the workspace', () => {
    expect(
      closure({ 'm.py': 'import passwd, inner', 'real.py': '' }, 'm.py', { 'passwd.py': '/etc/passwd', 'inner.py': 'real.py' }),
    ).toEqual(['inner.py', 'm.py']);
  });

  it('takes 1,000 files in a chain', () => {
    const files = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`m${index}.py`, `import m${index + 1}`]));
    expect(closure(files, 'm0.py')).toHaveLength(1000);
  });
});
