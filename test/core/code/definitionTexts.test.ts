import { beforeAll, describe, expect, it } from 'vitest';
import { definitionTexts } from '../../../core/code/definitionTexts.ts';
import type { Grammars } from '../../../core/code/grammars.ts';
import { sourceFiles } from '../../../core/code/sourceFiles.ts';
import { allGrammars, memorySources } from './sources.ts';

let grammars: Grammars;
beforeAll(async () => {
  grammars = await allGrammars();
});

function texts(text: string, name = 'm.py'): ReadonlyMap<string, string> {
  const file = sourceFiles(memorySources({ [name]: text }), grammars).open(`/ws/${name}`);
  return file ? definitionTexts(file) : new Map();
}

/** Names whose text differs between two versions of a file. */
function changed(before: string, after: string, name?: string): readonly string[] {
  const [old, now] = [texts(before, name), texts(after, name)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((one) => old.get(one) !== now.get(one));
}

const PYTHON = `import math
LIMIT = 3
@cached
def f(x):
    return x
class Net(Base):
    depth = 2
    def forward(self, x):
        return f(x)
    @property
    def size(self):
        return 1
async def g(): pass
`;
const TYPESCRIPT = `import { a } from './a.ts';
export const LIMIT = 3;
export function f(x: number): number { return x; }
export const g = (x: number) => x;
export default class Net extends Base { depth = 2; forward() { return 1; } }
type T = number;
`;

describe('definition texts', () => {
  it('names functions, methods and classes', () => {
    expect([...texts(PYTHON).keys()]).toEqual(['top level', 'f', 'Net', 'Net.forward', 'Net.size', 'g']);
    expect([...texts(TYPESCRIPT, 'm.ts').keys()]).toEqual(['top level', 'f', 'g', 'Net', 'Net.depth', 'Net.forward']);
  });

  it.each([
    ['LIMIT = 3', 'LIMIT = 4', ['top level']],
    ['return x', 'return x # a comment', []],
    ['    return x', '    return -x', ['f']],
    ['@cached', '@other', ['f']],
    ['return f(x)', 'return f(-x)', ['Net.forward']],
    ['depth = 2', 'depth = 3', ['Net']],
    ['(Base)', '(Other)', ['Net']],
    ['def g()', 'def h()', ['g', 'h']],
  ])('say that %s → %s changes %j', (from, to, names) => {
    expect(changed(PYTHON, PYTHON.replace(from, to))).toEqual(names);
  });

  it.each([
    ['LIMIT = 3', 'LIMIT = 4', ['top level']],
    ['{ return x; }', '{\n  return x\n}', []],
    ['=> x;', '=> -x;', ['g']],
    ['return 1', 'return 2', ['Net.forward']],
    ['depth = 2', 'depth = 3', ['Net.depth']],
  ])('say that %s → %s changes %j in TypeScript', (from, to, names) => {
    expect(changed(TYPESCRIPT, TYPESCRIPT.replace(from, to), 'm.ts')).toEqual(names);
  });

  it('are not told of a file that cannot be parsed', () => {
    expect(texts('def f(:\n').size).toBe(0);
  });
});
