import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Grammars } from '../../../core/code/grammars.ts';
import { importClosure } from '../../../core/code/imports.ts';
import { normalizedSource } from '../../../core/code/normalize.ts';
import { objectiveSignature } from '../../../core/code/objectiveSignature.ts';
import { sourceFiles } from '../../../core/code/sourceFiles.ts';
import { allGrammars, memorySources, nodeRun, pythonRun } from './sources.ts';
import { cpuTime } from '../../support/cpuTime.ts';

let grammars: Grammars;
beforeAll(async () => {
  grammars = await allGrammars();
});

/** Everything that is read of a source, in all three languages; it must answer, whatever the text. */
function readAll(text: string): void {
  const names = ['m.py', 'm.mjs', 'm.ts'];
  const sources = memorySources(Object.fromEntries(names.map((name) => [name, text])));
  for (const run of [pythonRun('m:f'), nodeRun('m.mjs#f'), nodeRun('m.ts')]) {
    expect(objectiveSignature(run, '/ws/t.sweep.yaml', sources, grammars).kind).not.toBe('module-not-found');
  }
  const files = sourceFiles(sources, grammars);
  for (const name of names) {
    const path = `/ws/${name}`;
    expect(importClosure([path], ['/ws'], files)).toContain(path);
    const file = files.open(path);
    if (file) normalizedSource(file);
  }
}

const PYTHON =
  'from .x import (a as b)\n@dataclass\nclass C(BaseModel):\n    a: int = field(default=3)\ndef f(c: C, *, d="é", **k):\n    """Doc."""\n    import q\nf = partial(f, 1)\n';
const SCRIPT =
  "import { g as h } from './x';\nexport const f = async ({ a, b = [1, -2], ...r }: { a?: number } & P = {}) => `x${a}`;\nmodule.exports = { f, ...g };\nexports.f = exports.g = 1;\nexport * from './y';\ninterface P extends P { [k: string]: any }\n";

describe('hostile sources', () => {
  it('are read to an answer when text is cut out, doubled or put in', () => {
    const place = fc.nat(400);
    const bit = fc.oneof(
      fc.constantFrom(
        '(',
        ')',
        '{',
        '"""',
        "'",
        '`',
        '${',
        '\n',
        '    ',
        '=',
        ':',
        '*',
        '**',
        '...',
        '@',
        '\\',
        '\0',
        '\uD800',
        '😀',
        '\uFEFF',
        'import ',
        'export ',
        'lambda ',
        'class ',
        '#',
        '//',
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.constantFrom(PYTHON, SCRIPT), fc.array(fc.tuple(place, place, bit), { minLength: 1, maxLength: 6 }), (text, edits) => {
        readAll(edits.reduce<string>((now, [start, length, put]) => now.slice(0, start) + put + now.slice(start + (length % 20)), text));
      }),
      { numRuns: 150 },
    );
  });

  it('are read to an answer however deep or long they are', () => {
    const texts = [
      '('.repeat(20_000),
      '[{'.repeat(10_000),
      `x${'.a'.repeat(20_000)}`,
      `import a${'.a'.repeat(20_000)}`,
      `from ${'.'.repeat(20_000)}a import b`,
      `${'if x:\n '.repeat(500)}pass`,
      `f = ${'f = '.repeat(2000)}1`,
      `exports.f = ${'exports.f = '.repeat(2000)}1`,
      `type P = ${'P & '.repeat(5000)}P;\nexport function f(p: P) {}`,
      `${'interface P extends P {}\n'.repeat(2000)}export function f(p: P) {}`,
      `def f(c: C): pass\n${'class C(C, C): pass\n'.repeat(500)}`,
      'from .m import *\n'.repeat(2000),
      "export * from './m.mjs';\n".repeat(2000),
      `def f(a=${'['.repeat(800)}${']'.repeat(800)}): pass`,
      `/**${'*'.repeat(50_000)}\nexport function f({ a }) {}`,
    ];
    for (const text of texts) {
      expect(
        cpuTime(() => readAll(text)),
        text.slice(0, 30),
      ).toBeLessThan(5000);
    }
  });
});
