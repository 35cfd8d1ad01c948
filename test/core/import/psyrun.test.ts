import { describe, expect, it } from 'vitest';
import { imported } from './imports.ts';

const EXECUTE = '\ndef execute(**parameters):\n    return {}\n';

function task(text: string, execute = EXECUTE): Readonly<Record<string, string>> {
  return { 'task_x.py': `import numpy as np\nfrom psyrun import Param\n${text}${execute}` };
}

type Point = Readonly<Record<string, unknown>>;

/** Columns of equal length as rows. */
function rows(columns: Readonly<Record<string, readonly unknown[]>>): readonly Point[] {
  const length = Object.values(columns)[0]?.length ?? 0;
  return Array.from({ length }, (_, at) => Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values[at]])));
}

/** Expression of a pspace → its rows; those of psyrun's guide and tests, and the places where it is wrong. */
const SPACES: readonly (readonly [pspace: string, points: readonly Point[], notes?: readonly string[]])[] = [
  ['Param(a=[1, 2, 3], b=[4, 5, 6], c=7)', rows({ a: [1, 2, 3], b: [4, 5, 6], c: [7, 7, 7] })],
  ['Param(a=[1, 2, 3], b=[4, 5, 6]) * Param(c=[7, 8])', rows({ a: [1, 1, 2, 2, 3, 3], b: [4, 4, 5, 5, 6, 6], c: [7, 8, 7, 8, 7, 8] })],
  ['Param(c=[7, 8]) * Param(a=[1, 2], b=[4, 5])', rows({ c: [7, 7, 8, 8], a: [1, 2, 1, 2], b: [4, 5, 4, 5] })],
  ["Param(a='item')", [{ a: 'item' }]],
  ['Param(a=1, b=2.5, c=None, d=True)', [{ a: 1, b: 2.5, c: null, d: true }]],
  [
    'Param(a=[[1, 1], [2, 2]]) * Param(b=(3, 4))',
    rows({
      a: [
        [1, 1],
        [1, 1],
        [2, 2],
        [2, 2],
      ],
      b: [3, 4, 3, 4],
    }),
  ],
  ["Param(**{'root.a': [1, 2], 'b': [3, 4]})", rows({ root: [{ a: 1 }, { a: 2 }], b: [3, 4] })],
  ['Param(a=[1, 2]) * Param()', rows({ a: [1, 2] })],
  ['Param() * Param(a=[1, 2])', rows({ a: [1, 2] })],
  ['Param(a=[1, 2]) + Param(b=[3])', [{ a: 1 }, { a: 2 }, { b: 3 }], ['sum']],
  ['Param(a=[1]) + Param(a=[1])', [{ a: 1 }], ['pspace']],
  ['Param(a=[1]) + Param(a=[2]) + Param()', rows({ a: [1, 2] })],
  ['(Param(a=[1, 2]) + Param(a=[9])) * Param(b=[1, 2])', rows({ a: [1, 1, 2, 2, 9, 9], b: [1, 2, 1, 2, 1, 2] })],
  [
    'Param(b=[1, 2]) * (Param(a=[1, 2]) + Param(a=[9])) * Param(c=[5])',
    rows({ b: [1, 1, 1, 2, 2, 2], a: [1, 2, 9, 1, 2, 9], c: [5, 5, 5, 5, 5, 5] }),
  ],
  ['(Param(a=[1]) + Param(a=[2])) * (Param(b=[3]) + Param(b=[4]))', rows({ a: [1, 1, 2, 2], b: [3, 4, 3, 4] })],
  ['Param(a=[1, 2, 2], b=[4, 5, 6]) - Param(a=[2])', rows({ a: [1], b: [4] })],
  ['Param(a=[1, 2]) - Param()', rows({ a: [1, 2] })],
  ['Param(a=[1, 2, 3, 4]) - Param(a=[2]) - Param(a=[4])', rows({ a: [1, 3] })],
  ['(Param(a=[1, 2]) - Param(a=[1])) * Param(b=[1, 2])', rows({ a: [2, 2], b: [1, 2] })],
  // B1: psyrun finds this one empty.
  ['Param(a=[1, 1, 2, 2], b=[1, 2, 1, 2]) - Param(a=[1, 2], b=[1, 2])', rows({ a: [1, 2], b: [2, 1] }), ['difference']],
  ['Param(a=range(3))', rows({ a: [0, 1, 2] })],
  ['Param(a=np.arange(0, 1, 0.25))', rows({ a: [0, 0.25, 0.5, 0.75] })],
  ['Param(a=np.arange(1, 1.6, 0.2))', rows({ a: [1, 1.2, 1.4, 1.5999999999999999] })],
  ['Param(a=np.logspace(0, 2, 3))', rows({ a: [1, 10, 100] })],
  ['Param(a=np.linspace(0, 1, 5, endpoint=False))', rows({ a: [0, 0.2, 0.4, 0.6000000000000001, 0.8] })],
  ['Param(a=[x ** 2 for x in range(4)], b=[-y for y in [1, 2, 3, 4]])', rows({ a: [0, 1, 4, 9], b: [-1, -2, -3, -4] })],
  ['Param(a=[10 * x + y for x in (1, 2) for y in range(2)])', rows({ a: [10, 11, 20, 21] })],
  ['Param(a=[1, 2] + [3], b=[0] * 3)', rows({ a: [1, 2, 3], b: [0, 0, 0] })],
];

describe('an import of a psyrun task', () => {
  it.each(SPACES.map(([pspace, points, notes]) => ({ pspace, points, notes: notes ?? [] })))('$pspace', ({ pspace, points, notes }) => {
    const found = imported('psyrun', task(`pspace = ${pspace}`));
    expect(found.problems.filter((one) => one.startsWith('error'))).toEqual([]);
    expect(found.points).toEqual(points);
    expect(found.notes).toEqual(notes);
  });

  it('reads the 160 points of the tutorial with the numbers of NumPy', () => {
    const found = imported(
      'psyrun',
      task('pspace = Param(a=np.arange(1, 5)) * Param(b=np.linspace(0, 1, 10)) * Param(c=[1., 1.5, 10., 10.5])\n'),
    );
    expect([found.problems, found.count]).toEqual([[], 160]);
    const results = found.points.map((one) => {
      // SAFETY: the space above has these parameters.
      const { a, b, c } = one as { readonly a: number; readonly b: number; readonly c: number };
      return a * b + c;
    });
    expect(results.slice(0, 6)).toEqual([1, 1.5, 10, 10.5, 1.1111111111111112, 1.6111111111111112]);
  });

  it('follows names and assignments in their order', () => {
    const found = imported(
      'psyrun',
      task('values = [1, 2]\nbase = Param(a=values)\nvalues = [7]\npspace = other = base * Param(b=values)\npspace *= Param(c=3)\n'),
    );
    expect(found.points).toEqual(rows({ a: [1, 2], b: [7, 7], c: [3, 3] }));
  });

  it('translates the variables of a task, and notes those without an equal', () => {
    const found = imported(
      'psyrun',
      task(
        "name = 'square'\npspace = Param(x=[2])\nfile_dep = ['in.txt']\npool_size = 4\nmax_jobs = 10\nscheduler_args = {'timelimit': '1h'}\nexclude_from_result = ['p']\npython = '/usr/bin/python3'\n",
      ),
      ['in.txt'],
    );
    expect(found.problems).toEqual([]);
    expect(found.text).toContain('run:\n  python: task_x:execute\n  interpreter: /usr/bin/python3\n');
    expect(found.text).toContain('inputs: [ in.txt ]');
    expect(found.text).toContain('execution: { workers: 4 }');
    expect(found.notes).toEqual(['scheduler_args', 'max_jobs', 'exclude_from_result']);
  });

  it('gives what setup returns to every call, and never multiplies the points by it', () => {
    const found = imported(
      'psyrun',
      task("pspace = Param(x=[1, 2])\ndef setup(proc_id):\n    return {'p': [2, 3]}\n", '\ndef execute(x, p):\n    return {}\n'),
    );
    expect([found.problems, found.points, found.notes]).toEqual([[], rows({ x: [1, 2] }), ['setup']]);
    expect(found.text).toContain('python: x_objective:evaluate');
  });

  const refused: readonly (readonly [pspace: string, message: string])[] = [
    ['Param(a=[1, 2, 3]) - Param(a=[2], b=[3])', 'b is taken away from a space that does not have it'],
    ['Param(a=[1, 2]) * Param(a=[2, 3], b=[4, 5])', 'both factors of a product have the parameter a'],
    ['Param(a=[1, 2], b=[3])', 'differ in length'],
    ['load_space()', 'cannot be told without running it'],
    ['Param(a=np.random.rand(3))', 'cannot be told without running it'],
    ['Param(a=[x for x in range(3) if x])', 'cannot be told without running it'],
    ['Param(a=range(10 ** 9))', 'cannot be told without running it'],
    ['Param(a=range(2000)) * Param(b=range(2000))', 'more than 1000000 rows'],
    ['3', 'there is no pspace'],
  ];
  it.each(refused)('refuses %s: %s', (pspace, message) => {
    expect(() => imported('psyrun', task(`pspace = ${pspace}\n`))).toThrow(message);
  });

  it('refuses what is not Python', () => {
    expect(() => imported('psyrun', { 'task_x.py': 'pspace = = Param(' })).toThrow('is not read as Python');
  });
});
