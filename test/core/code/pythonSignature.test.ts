import { beforeAll, describe, expect, it } from 'vitest';
import type { Grammars } from '../../../core/code/grammars.ts';
import { objectiveSignature } from '../../../core/code/objectiveSignature.ts';
import type { ObjectiveSignature } from '../../../core/code/signature.ts';
import { allGrammars, memorySources, packageGrammars, pythonRun } from './sources.ts';

let grammars: Grammars;
beforeAll(async () => {
  grammars = await allGrammars();
});

type Files = string | Readonly<Record<string, string>>;

function signature(files: Files, target = 'm:f'): ObjectiveSignature {
  const table = typeof files === 'string' ? { 'task/m.py': files } : files;
  return objectiveSignature(pythonRun(target), '/ws/task/t.sweep.yaml', memorySources(table), grammars);
}

/** `a! b c? d=2 **`: names that cannot be passed, required ones, optional ones, defaults as JSON, and whether anything else is accepted. */
function brief(found: ObjectiveSignature): string {
  if (found.kind !== 'function') return found.kind === 'function-not-found' ? `not found: ${found.available.join(' ')}` : found.kind;
  const names = found.parameters.map((one) => {
    if (one.default !== undefined) return `${one.name}=${JSON.stringify(one.default)}`;
    return one.required ? one.name : `${one.name}?`;
  });
  const hidden = (found.unreachable ?? []).map((one) => `${one.name}!`);
  return [...hidden, ...names, ...(found.open ? ['**'] : []), ...(found.uncertain ? ['(uncertain)'] : [])].join(' ');
}

describe('python signatures', () => {
  const rows: readonly (readonly [string, Files, string])[] = [
    ['plain', 'def f(a, b): pass', 'a b'],
    [
      'defaults of every kind',
      'def f(a=1, b=-2.5, c="x", d=None, e=True, g=[1, (2,)], h={"k": 1}, i=0x10, j=1_000): pass',
      'a=1 b=-2.5 c="x" d=null e=true g=[1,[2]] h={"k":1} i=16 j=1000',
    ],
    ['a default that is no literal', 'def f(a=len("x"), b=f"{x}", c=b"x"): pass', 'a? b? c?'],
    ['annotated', 'def f(a: int, b: float = 2) -> dict: pass', 'a b=2'],
    ['keyword-only', 'def f(a, *, b, c=1): pass', 'a b c=1'],
    ['behind varargs', 'def f(a, *args, b): pass', 'a b'],
    ['typed varargs', 'def f(a, *args: int, b): pass', 'a b'],
    ['positional-only', 'def f(a, b=1, /, c=2): pass', 'a! b! c=2'],
    ['partial of positional-only', 'def g(a, b, /, c): pass\nf = partial(g, 1)', 'b! c'],
    ['open', 'def f(a, **rest): pass', 'a **'],
    ['open with a type', 'def f(a, **rest: int): pass', 'a **'],
    ['async', 'async def f(a): pass', 'a'],
    ['decorated by what cannot be read', '@other(1)\ndef f(a): pass', 'a (uncertain)'],
    ['decorated by what leaves it alone', 'import functools as ft\n@ft.lru_cache(maxsize=3)\ndef f(a): pass', 'a'],
    ['under if', 'if True:\n    def f(a): pass', 'a'],
    ['in try', 'try:\n    def f(a): pass\nexcept Error as e:\n    raise', 'a'],
    ['two under conditions', 'if x:\n    def f(a): pass\nelse:\n    def f(b): pass', 'unknown'],
    ['the last of two', 'def f(a): pass\ndef f(b): pass', 'b'],
    ['not in a __main__ block', 'def f(a): pass\nif __name__ == "__main__":\n    f = 1', 'a'],
    ['lambda', 'f = lambda a, *, b=1: a', 'a b=1'],
    ['another name', 'def g(a): pass\nf = h = g', 'a'],
    ['partial by keyword', 'def g(a, b, c=3): pass\nf = functools.partial(g, b=2)', 'a b? c=3'],
    ['partial by position', 'def g(a, b): pass\nf = partial(g, 1)', 'b'],
    ['partial twice', 'def g(a, b, c): pass\nh = partial(g, 1)\nf = partial(h, 2)', 'c'],
    ['partial with splat', 'def g(a): pass\nf = partial(g, *x)', 'unknown'],
    ['made by a call', 'f = make()', 'unknown'],
    ['unpacked', 'f, g = make()', 'unknown'],
    ['bound by a loop', 'for f in fs: pass', 'unknown'],
    ['bound by with', 'with open(x) as f: pass', 'unknown'],
    ['a class', 'class f: pass', 'unknown'],
    ['a module', 'import f', 'unknown'],
    ['itself', 'f = f', 'unknown'],
    ['not there', 'def g(a): pass\ndef h(): pass\nx = 1', 'not found: g h'],
    ['only inside a function', 'def g():\n    def f(a): pass', 'not found: g'],
    ['not there, but dynamic', 'globals()["f"] = 1', 'unknown'],
    ['not there, with __getattr__', 'def __getattr__(name): return 1', 'unknown'],
    ['not there, source broken', 'def g(:\n', 'unknown'],
    ['there, though the source is broken elsewhere', 'def f(a): pass\nx = = 1', 'a'],
    ['broken itself', 'def f(a, 1 +): pass', 'unknown'],
    ['star import of an unknown module', 'from numpy import *', 'unknown'],
    ['one parameter with a foreign class', 'from lib import Config\ndef f(c: Config): pass', 'unknown'],
    ['one parameter with a type', 'from typing import Any\ndef f(c: Any): pass', 'c'],
    ['one parameter with an array', 'import numpy as np\ndef f(c: np.ndarray): pass', 'c'],
    ['one parameter with a class that is no model', 'class C: pass\ndef f(c: C): pass', 'c'],
    ['byte order mark and CRLF', '\uFEFFdef f(a):\r\n    pass\r\n', 'a'],
    ['type parameters', 'def f[T](a: T) -> T: pass', 'a'],
    ['empty file', '', 'not found: '],
  ];
  it.each(rows)('%s', (_, files, expected) => {
    expect(brief(signature(files))).toBe(expected);
  });

  const imports: readonly (readonly [string, Readonly<Record<string, string>>, string, string])[] = [
    ['from the workspace folder', { 'm.py': 'def f(a): pass' }, 'm:f', 'a'],
    ['task folder first', { 'm.py': 'def f(a): pass', 'task/m.py': 'def f(b): pass' }, 'm:f', 'b'],
    ['a package before a module', { 'task/m/__init__.py': 'def f(a): pass', 'task/m.py': 'def f(b): pass' }, 'm:f', 'a'],
    ['dotted with packages', { 'a/__init__.py': '', 'a/b/__init__.py': '', 'a/b/c.py': 'def f(x): pass' }, 'a.b.c:f', 'x'],
    ['dotted without packages', { 'a/b/c.py': 'def f(x): pass' }, 'a.b.c:f', 'x'],
    ['a method', { 'm.py': 'class C:\n    def f(self, a): pass' }, 'm:C.f', 'self! a'],
    ['a static method', { 'm.py': 'class C:\n    @staticmethod\n    def f(a): pass' }, 'm:C.f', 'a'],
    ['a class method', { 'm.py': 'class C:\n    @classmethod\n    def f(cls, a): pass' }, 'm:C.f', 'a'],
    ['a method that is not there', { 'm.py': 'class C: pass' }, 'm:C.f', 'unknown'],
    ['re-exported', { 'p/__init__.py': 'from .x import f', 'p/x.py': 'def f(a): pass' }, 'p:f', 'a'],
    ['re-exported by another name', { 'p/__init__.py': 'from .sub.x import (g as f, h)', 'p/sub/x.py': 'def g(a): pass' }, 'p:f', 'a'],
    ['re-exported from above', { 'p/q/m.py': 'from ..x import f', 'p/x.py': 'def f(a): pass' }, 'p.q.m:f', 'a'],
    ['re-exported absolutely', { 'm.py': 'from lib.x import f', 'lib/x.py': 'def f(a): pass' }, 'm:f', 'a'],
    ['re-exported from outside', { 'm.py': 'from numpy import f' }, 'm:f', 'unknown'],
    ['imported but missing there', { 'm.py': 'from x import f', 'x.py': '' }, 'm:f', 'unknown'],
    ['a circle', { 'a.py': 'from b import f', 'b.py': 'from a import f' }, 'a:f', 'unknown'],
    ['by a star', { 'm.py': 'from x import *', 'x.py': 'def f(a): pass' }, 'm:f', 'a'],
    ['not by a star', { 'm.py': 'from x import *\ndef g(): pass', 'x.py': '' }, 'm:f', 'not found: g'],
    ['circle of stars', { 'a.py': 'from b import *', 'b.py': 'from a import *' }, 'a:f', 'unknown'],
    ['from the package itself', { 'p/__init__.py': 'def f(a): pass', 'p/m.py': 'from . import f' }, 'p.m:f', 'a'],
    ['module with a strange name', { 'm.py': '' }, '../m:f', 'module-not-found'],
    ['no module', {}, 'a.b:f', 'module-not-found'],
  ];
  it.each(imports)('module: %s', (_, files, target, expected) => {
    expect(brief(signature(files, target))).toBe(expected);
  });

  const dataclass = 'from dataclasses import dataclass, field\n';
  const models: readonly (readonly [string, string, string])[] = [
    ['dataclass', `${dataclass}@dataclass\nclass C:\n    a: int\n    b: float = 2.5\ndef f(c: C): pass`, 'a b=2.5'],
    ['dataclass with arguments', '@dataclasses.dataclass(frozen=True)\nclass C:\n    a: int\ndef f(c: C): pass', 'a'],
    [
      'fields',
      '@dataclass\nclass C:\n    a: list = field(default_factory=list)\n    b: int = field(default=3)\n    c: int = field(init=False)\n    d: int = field(repr=False)\ndef f(c: C): pass',
      'a? b=3 d',
    ],
    ['class variables', '@dataclass\nclass C:\n    n: ClassVar[int] = 3\n    a: int\n    _: KW_ONLY\n    x = 4\ndef f(c: C): pass', 'a'],
    ['inherited', '@dataclass\nclass B:\n    a: int\n    b: int\n@dataclass\nclass C(B):\n    b: int = 2\ndef f(c: C): pass', 'a b=2'],
    ['inherited from outside', 'from lib import B\n@dataclass\nclass C(B):\n    b: int = 2\ndef f(c: C): pass', 'b=2 **'],
    [
      'pydantic',
      'from pydantic import BaseModel, Field\nclass C(BaseModel):\n    a: int\n    b: int = Field(3, ge=1)\n    c: int = Field(..., ge=1)\n    d: int = Field(default=4)\n    e: list = Field(default_factory=list)\n    _p: int = 1\ndef f(c: C): pass',
      'a b=3 c d=4 e?',
    ],
    [
      'pydantic with configuration',
      'class C(BaseModel):\n    model_config = ConfigDict(extra="allow")\n    a: int\ndef f(c: C): pass',
      'a? **',
    ],
    ['pydantic with an alias', 'class C(BaseModel):\n    a: int = Field(1, alias="b")\ndef f(c: C): pass', 'a=1 **'],
    ['pydantic inherited', 'class B(BaseModel):\n    a: int\nclass C(B):\n    b: int\ndef f(c: C): pass', 'a b'],
    ['quoted annotation', '@dataclass\nclass C:\n    a: int\ndef f(c: "C"): pass', 'a'],
    ['with a seed', '@dataclass\nclass C:\n    a: int\ndef f(c: C, seed: int, replicate=0): pass', 'a seed replicate=0'],
    ['with a second parameter', '@dataclass\nclass C:\n    a: int\ndef f(c: C, x): pass', 'a x'],
    ['bases in a circle', 'class A(B): pass\nclass B(A): pass\nclass C(A, A, A, A, B, B, B): pass\ndef f(c: C): pass', 'unknown'],
  ];
  it.each(models)('model: %s', (_, source, expected) => {
    expect(brief(signature(source))).toBe(expected);
  });

  it('reads a model of another workspace file', () => {
    const files = { 'm.py': 'from .config import Config\ndef f(c: Config): pass', 'config.py': '@dataclass\nclass Config:\n    a: int' };
    expect(brief(signature(files))).toBe('a');
  });

  it('says where the function and its parameters are, in UTF-16', () => {
    const text = 'x = "😀é"\ndef f(alpha: int = 1):\n    """Simulates.\n\n    More.\n    """\n';
    const found = signature(text);
    expect(found).toMatchObject({ kind: 'function', name: 'f', docstring: 'Simulates.\n\nMore.', at: { file: '/ws/task/m.py' } });
    if (found.kind !== 'function') return;
    const slice = (span: { start: number; end: number }) => text.slice(span.start, span.end);
    expect([
      slice(found.at.span),
      ...found.parameters.map((one) => slice(one.at.span)),
      ...found.parameters.map((one) => one.annotation),
    ]).toEqual(['f', 'alpha', 'int']);
  });

  it('names every place where it looked for a module', () => {
    expect(signature({}, 'a.b:f')).toEqual({
      kind: 'module-not-found',
      module: 'a.b',
      searched: ['/ws/task/a/b/__init__.py', '/ws/task/a/b.py', '/ws/a/b/__init__.py', '/ws/a/b.py'],
    });
  });

  it('knows nothing before the grammar is loaded, and with PYTHONPATH nothing about missing modules', () => {
    const sources = memorySources({ 'm.py': 'def f(a): pass' });
    expect(objectiveSignature(pythonRun('m:f'), '/ws/t.yaml', sources, packageGrammars()).kind).toBe('unknown');
    const run = pythonRun('n:f', { env: new Map([['PYTHONPATH', 'src']]) });
    expect(objectiveSignature(run, '/ws/t.yaml', sources, grammars).kind).toBe('unknown');
  });

  it('answers for hostile sources in time', () => {
    for (const text of [
      '('.repeat(200_000),
      'if x:\n f = 1\n'.repeat(50_000),
      '@'.repeat(100_000),
      `def f(${'a,'.repeat(100_000)}): pass`,
      `"""${'\n'.repeat(300_000)}"""`,
    ]) {
      expect(['unknown', 'function', 'function-not-found']).toContain(signature(text).kind);
    }
  });
});
