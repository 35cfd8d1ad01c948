import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Grammars } from '../../../core/code/grammars.ts';
import { normalizedSource } from '../../../core/code/normalize.ts';
import { sourceFiles } from '../../../core/code/sourceFiles.ts';
import { allGrammars, memorySources } from './sources.ts';

let grammars: Grammars;
beforeAll(async () => {
  grammars = await allGrammars();
});

function normal(text: string, name = 'm.py'): string | undefined {
  const file = sourceFiles(memorySources({ [name]: text }), grammars).open(`/ws/${name}`);
  return file && normalizedSource(file);
}

/** Python as lines, each of which may be followed by a comment and by blank lines. */
const PYTHON = [
  'import math',
  'def f(a, b=1):',
  '    """Doc."""',
  '    if a > b:',
  '        return {"x": [a, b]}',
  '    elif a == 0:',
  '        for i in range(3):',
  '            b += i',
  '    else:',
  '        b = (a +',
  '             2)',
  '    return b',
  'class C:',
  '    x: int = 3',
  '    def g(self): return self.x',
];
const JAVASCRIPT = [
  "import { a } from './a.js';",
  'export function f({ x, y = 1 }) {',
  '  if (x > y) {',
  '    return { z: [x, y] };',
  '  }',
  '  for (let i = 0; i < 3; i++) y += i;',
  '  const t = `a',
  ' ${x}`;',
  '  return y',
  '}',
  'export const g = async (p) => p;',
];

const noise = (lines: readonly string[], comment: string, inString: readonly number[] = []) =>
  fc
    .array(fc.constantFrom('', '\n', '\n\n', `  ${comment} note`, `\n${comment} own line\n`, '   '), {
      minLength: lines.length,
      maxLength: lines.length,
    })
    .map((extra) => lines.map((line, index) => line + (inString.includes(index) ? '' : (extra[index] ?? ''))).join('\n'));

describe('normalised sources', () => {
  it('do not change with comments and blank lines in Python', () => {
    const plain = normal(PYTHON.join('\n'));
    expect(plain).toBeDefined();
    fc.assert(fc.property(noise(PYTHON, '#'), fc.constantFrom('\n', '\r\n'), (text, end) => normal(text.replaceAll('\n', end)) === plain));
  });

  it('do not change with comments and blank lines in JavaScript and TypeScript', () => {
    const within = [JAVASCRIPT.findIndex((line) => line.includes('`a'))];
    for (const name of ['m.mjs', 'm.ts']) {
      const plain = normal(JAVASCRIPT.join('\n'), name);
      expect(plain).toBeDefined();
      fc.assert(fc.property(noise(JAVASCRIPT, '//', within), (text) => normal(text, name) === plain));
    }
  });

  it('change with every token', () => {
    const files = [
      ['m.py', PYTHON],
      ['m.ts', JAVASCRIPT],
    ] as const;
    for (const [name, lines] of files) {
      const text = lines.join('\n');
      const plain = normal(text, name);
      for (const match of text.matchAll(/[A-Za-z_]\w*|\d+/g)) {
        const changed =
          text.slice(0, match.index) + (/\d/.test(match[0]) ? `${match[0]}7` : `${match[0]}q`) + text.slice(match.index + match[0].length);
        expect(normal(changed, name), match[0]).not.toBe(plain);
      }
    }
  });

  const same: readonly (readonly [string, string, string, string])[] = [
    ['width of indentation', 'm.py', 'if a:\n  b\n  if c:\n    d\n', 'if a:\n\tb\n\tif c:\n\t\t\td\n'],
    ['spaces', 'm.py', 'f( a,b )', 'f(a, b)'],
    ['continued lines', 'm.py', 'a = b + c', 'a = b \\\n  + c'],
    ['broken lists with a trailing comma', 'm.py', 'f(a, b)', 'f(\n  a,\n  b,\n)'],
    ['trailing comma of a definition', 'm.py', 'def f(a, b): pass', 'def f(\n  a,\n  b,\n): pass'],
    ['trailing comma of a pair', 'm.py', '(1, 2)', '(1, 2,)'],
    ['semicolons', 'm.py', 'a = 1\nb = 2', 'a = 1; b = 2;'],
    ['no line end at the end', 'm.py', 'a = 1', 'a = 1\n\n\n'],
    ['line ends in strings', 'm.py', 'a = """x\ny"""', 'a = """x\r\ny"""'],
    ['a byte order mark', 'm.py', 'a = 1', '\uFEFFa = 1'],
    ['a first line for the shell', 'm.py', 'a = 1', '#!/usr/bin/env python3\n# coding: utf-8\na = 1'],
    ['optional semicolons', 'm.mjs', 'let a = 1\nf(a)', 'let a = 1;\nf(a);'],
    ['prettier', 'm.mjs', 'f({a, b}, [c, d])', 'f(\n  {\n    a,\n    b,\n  },\n  [c, d,],\n)'],
    ['a comment at the margin in brackets', 'm.py', 'if x:\n  b = (a +\n    2)\n', 'if x:\n  b = (a +\n# "note"\n\n    2)\n'],
    ['empty statements', 'm.mjs', 'a(); b()', 'a();; b();;'],
    ['block comments', 'm.mjs', 'f(a)', '/* x */ f(/* y */ a)'],
    ['interface separators', 'm.ts', 'interface P { a: number; b: string }', 'interface P {\n a: number,\n b: string,\n}'],
  ];
  it.each(same)('same: %s', (_, name, a, b) => {
    expect(normal(a, name)).toBeDefined();
    expect(normal(b, name)).toBe(normal(a, name));
  });

  const different: readonly (readonly [string, string, string, string])[] = [
    ['the block of a statement', 'm.py', 'if a:\n  b\n  c\n', 'if a:\n  b\nc\n'],
    ['string contents', 'm.py', 'a = "x y"', 'a = "x  y"'],
    ['docstrings', 'm.py', 'def f():\n  "a"\n', 'def f():\n  "b"\n'],
    ['escapes', 'm.py', 'a = "\\n"', 'a = "\\\\n"'],
    ['a hash in a string', 'm.py', 'a = "#x"', 'a = "#y"'],
    ['a tuple of one', 'm.py', 'a = (1,)', 'a = (1)'],
    ['an index that is a tuple', 'm.py', 'a[1,]', 'a[1]'],
    ['operators', 'm.py', 'a < b', 'a <= b'],
    ['unary and binary', 'm.py', 'a - b', 'a * -b'],
    ['tokens that join', 'm.py', 'a = "b" "c"', 'a = "bc"'],
    ['not in', 'm.py', 'a not in b', 'a in b'],
    ['a call that goes on', 'm.mjs', 'let a = b\n(c)', 'let a = b;\n(c)'],
    ['holes', 'm.mjs', '[1,,]', '[1,]'],
    ['holes at the start', 'm.mjs', '[,]', '[]'],
    ['template text', 'm.mjs', '`a ${b} c`', '`a ${b}  c`'],
    ['regular expressions', 'm.mjs', '/a b/', '/a  b/'],
    ['loops without body', 'm.mjs', 'for (;a;) b', 'for (;;a) b'],
    ['parts of a loop', 'm.mjs', 'for (a;;) b', 'for (;;a) b'],
    ['more parts of a loop', 'm.mjs', 'for (a;;) b', 'for (;a;) b'],
    ['an empty body', 'm.mjs', 'if (a);\nb()', 'if (a) b()'],
    ['return and a value', 'm.mjs', 'function f() { return\n1 }', 'function f() { return 1 }'],
    ['types', 'm.ts', 'let a: number', 'let a: string'],
  ];
  it.each(different)('different: %s', (_, name, a, b) => {
    expect(normal(a, name)).toBeDefined();
    expect(normal(b, name)).not.toBe(normal(a, name));
  });

  it.each([
    ['def f(:', 'm.py'],
    ['let = = 1', 'm.mjs'],
    ['a = "\uFFFD"', 'm.py'],
    ['x', 'm.txt'],
    ['('.repeat(5000) + ')'.repeat(5000), 'm.py'],
  ])('leaves %s to its bytes', (text, name) => {
    expect(normal(text, name)).toBeUndefined();
  });

  it('takes a list of 100,000 values', () => {
    expect(normal(`a = [${'1,'.repeat(100_000)}]`)).toBeDefined();
  });
});
