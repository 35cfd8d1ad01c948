import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { analyse } from '../../../core/check/analyse.ts';
import { quantile } from '../../../core/space/sample/quantile.ts';
import type { Space } from '../../../core/space/space.ts';
import type { Generator } from '../../../core/task/task.ts';
import { formatValue } from '../../../core/value/format.ts';
import type { Value } from '../../../core/value/value.ts';
import { memoryWorld } from '../../support/memoryWorld.ts';

const FILE = '/ws/sample.sweep.yaml';

/** The space of a task file in which only the space is told. */
function spaceOf(text: string): Space {
  const { space, problems } = analyse(FILE, memoryWorld(new Map([[FILE, `run: {command: [run, '\${args}']}\n${text}\n`]])));
  const errors = problems.filter((one) => one.severity === 'error');
  if (!space || errors.length > 0) throw new Error(errors.map((one) => one.message).join('\n'));
  return space;
}

function points(space: Space, count = space.points): readonly Readonly<Record<string, Value>>[] {
  return Array.from({ length: count }, (_, index) => Object.fromEntries(space.point(index)));
}

function column(space: Space, name: string): readonly number[] {
  return points(space).map((point) => Number(point[name]));
}

const XY = 'parameters: {x: {min: 0, max: 1}, y: {min: -5, max: 5}}';

interface Case {
  readonly name: string;
  readonly space: string;
  readonly points: number;
  readonly merged?: number;
  /** What every point meets. */
  readonly each?: (point: Readonly<Record<string, Value>>) => boolean;
  /** What all of them meet. */
  readonly all?: (all: readonly Readonly<Record<string, Value>>[]) => boolean;
}

function countBy(all: readonly Readonly<Record<string, Value>>[], name: string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const point of all) {
    const value = formatValue(point[name] ?? null);
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

const CASES: readonly Case[] = [
  {
    name: 'a list axis is sampled from its values',
    space: 'parameters: {x: {min: 0, max: 1}, opt: [adam, sgd]}',
    points: 100,
    each: ({ opt }) => opt === 'adam' || opt === 'sgd',
    all: (all) => Math.abs((countBy(all, 'opt')['adam'] ?? 0) - 50) < 20,
  },
  {
    name: 'a stepped range is sampled from its exact values',
    space: 'parameters: {x: {min: 0, max: 1}, s: {min: 0.3, max: 0.95, step: 0.05}}',
    points: 100,
    each: ({ s }) => Array.from({ length: 14 }, (_, at) => (30 + 5 * at) / 100).includes(Number(s)),
  },
  {
    name: 'whole numbers include both ends',
    space: 'parameters: {x: {min: 0, max: 1}, n: {min: 1, max: 3, type: int}}',
    points: 100,
    all: (all) => Object.keys(countBy(all, 'n')).sort().join() === '1,2,3',
  },
  {
    name: 'a logarithmic range spreads over its decades',
    space: 'parameters: {lr: {min: 0.0001, max: 1, scale: log}}',
    points: 100,
    each: ({ lr }) => Number(lr) >= 0.0001 && Number(lr) <= 1,
    all: (all) => Math.abs(all.filter(({ lr }) => Number(lr) < 0.01).length - 50) < 20,
  },
  {
    name: 'a cut normal distribution stays inside',
    space: 'parameters: {x: {distribution: normal, mean: 0, std: 10, min: -1, max: 2}}',
    points: 100,
    each: ({ x }) => Number(x) >= -1 && Number(x) <= 2,
  },
  {
    name: 'a log-normal distribution is positive',
    space: 'parameters: {x: {distribution: lognormal, mean: 0, std: 2}}',
    points: 100,
    each: ({ x }) => Number(x) > 0,
  },
  {
    name: 'a zip moves together',
    space: 'parameters: {x: {min: 0, max: 1}}\nzip: {size: {width: [1, 2, 3], height: [10, 20, 30], unit: px}}',
    points: 100,
    each: ({ width, height, unit }) => Number(height) === 10 * Number(width) && unit === 'px',
  },
  {
    name: 'continuous columns of a zip share their number',
    space: 'zip: {pair: {a: {min: 0, max: 1}, b: {min: 10, max: 20}}}',
    points: 100,
    each: ({ a, b }) => Math.abs(10 + 10 * Number(a) - Number(b)) < 1e-12,
  },
  {
    name: 'inner parameters exist only in their case',
    space: 'cases: {opt: {adam: {beta: {min: 0.8, max: 1}}, sgd: {momentum: {min: 0, max: 0.5}, nesterov: true}}}',
    points: 100,
    each: ({ opt, beta, momentum, nesterov }) =>
      opt === 'adam'
        ? Number(beta) >= 0.8 && momentum === undefined && nesterov === undefined
        : Number(momentum) <= 0.5 && beta === undefined && nesterov === true,
    all: (all) => Math.abs((countBy(all, 'opt')['adam'] ?? 0) - 50) < 20,
  },
  {
    name: 'a condition takes its parameter away',
    space: "parameters: {x: {min: 0, max: 1}, opt: [adam, sgd], m: {min: 0, max: 1, when: opt == 'sgd'}}",
    points: 100,
    each: ({ opt, m }) => (opt === 'sgd') === (m !== undefined),
  },
  {
    name: 'concatenated blocks are equally likely, with their own rules',
    space:
      'concat: [{parameters: {x: {min: 0, max: 1}, kind: a}, constraints: [x > 0.5]}, {parameters: {x: {min: 5, max: 6}, z: {min: 0, max: 1}}}]',
    points: 100,
    each: ({ x, kind, z }) => (kind === 'a' ? Number(x) > 0.5 && z === undefined : Number(x) >= 5 && z !== undefined),
    all: (all) => Math.abs(all.filter(({ kind }) => kind === 'a').length - 40) < 20,
  },
  {
    name: 'a point that a concatenated block includes counts as a block',
    space: 'concat: [{parameters: {x: {min: 0, max: 1}}, include: [{x: 7}]}]',
    points: 54,
    merged: 46,
    each: ({ x }) => Number(x) <= 1 || x === 7,
  },
  {
    name: 'listed points are sampled',
    space: 'points: [{a: 1}, {a: 2}, {a: 3}]\nparameters: {x: {min: 0, max: 1}}',
    points: 100,
    each: ({ a }) => [1, 2, 3].includes(Number(a)),
  },
  {
    name: 'constraints redraw',
    space: `${XY}\nconstraints: [x + y < 0]`,
    points: 100,
    each: ({ x, y }) => Number(x) + Number(y) < 0,
  },
  {
    name: 'excluded points are redrawn',
    space: 'parameters: {x: {min: 0, max: 1}, opt: [adam, sgd], d: [1, 2]}\nexclude: [{opt: sgd, d: 2}]',
    points: 100,
    each: ({ opt, d }) => !(opt === 'sgd' && d === 2),
  },
  {
    name: 'included points come at the end, constants filled in',
    space: 'parameters: {x: {min: 0, max: 1}, c: 3}\ninclude: [{x: 9}]',
    points: 101,
    all: (all) => all.at(-1)?.['x'] === 9 && all.at(-1)?.['c'] === 3,
  },
  {
    name: 'equal points merge',
    space: 'parameters: {a: [1, 2], b: [true, false]}',
    points: 4,
    merged: 96,
  },
];

describe.each(['random', 'sobol', 'halton', 'lhs'])('method %s', (method) => {
  const head = `method: ${method}\nsamples: 100\nseed: 7\n`;

  test.each(CASES)('$name', (one) => {
    const space = spaceOf(head + one.space);
    const all = points(space);
    if (one.merged === undefined || method === 'random') expect([all.length, space.merged]).toEqual([one.points, one.merged ?? 0]);
    expect(all.filter((point) => one.each?.(point) === false)).toEqual([]);
    expect(one.all?.(all) ?? true).toBe(true);
  });

  it('crosses every draw with the crossed axes, the sample varying slowest', () => {
    const space = spaceOf(
      `${head}cross: [opt, depth]\n${XY}\ncases: {opt: {adam: {beta: {min: 0, max: 1}}, sgd: {}}}\nzip: {size: {depth: [2, 4], width: [8, 16]}}`,
    );
    expect(space.points).toBe(400);
    const all = points(space);
    expect(all.slice(0, 4).map(({ opt, depth, width }) => [opt, depth, width])).toEqual([
      ['adam', 2, 8],
      ['adam', 4, 16],
      ['sgd', 2, 8],
      ['sgd', 4, 16],
    ]);
    for (let draw = 0; draw < 400; draw += 4) expect(new Set(all.slice(draw, draw + 4).map(({ x }) => x)).size).toBe(1);
    expect(all.every(({ opt, beta }) => (opt === 'adam') === (beta !== undefined))).toBe(true);
  });

  it('takes a draw only when every point that it makes meets the constraints', () => {
    const space = spaceOf(`${head}cross: [d]\nparameters: {x: {min: 0, max: 1}, d: [1, 2, 3]}\nconstraints: [x * d < 1, d != 2]`);
    expect([space.points, space.removed.constraints]).toEqual([200, 1]);
    expect(points(space).every(({ x, d }) => Number(x) < 1 / 3 && d !== 2)).toBe(true);
  });

  it('finds a point without its predecessors, and in any order', () => {
    const text = `${head}${XY}\nconstraints: [x > 0.5]`;
    const all = points(spaceOf(text));
    const space = spaceOf(text);
    for (const index of [99, 3, 57, 3, 0]) expect(Object.fromEntries(space.point(index))).toEqual(all[index]);
  });

  it('spreads over the unit interval (chi-squared over 20 parts, 3 dimensions)', () => {
    const names = ['x', 'y', 'z'];
    const space = spaceOf(`method: ${method}\nsamples: 10000\nparameters: {${names.map((name) => `${name}: {min: 0, max: 20}`).join()}}`);
    for (const name of names) {
      const counts = Array.from({ length: 20 }, () => 0);
      for (const value of column(space, name)) counts[Math.floor(value)] = (counts[Math.floor(value)] ?? 0) + 1;
      const chi = counts.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0);
      // The 99.99 % quantile with 19 degrees of freedom.
      expect(chi).toBeLessThan(50.8);
    }
  });
});

describe('raising `samples`', () => {
  it.each(['random', 'sobol', 'halton'])('keeps the first points of %s', (method) => {
    const text = `method: ${method}\n${XY}\nconstraints: [x > 0.3]\n`;
    expect(points(spaceOf(`${text}samples: 300`), 100)).toEqual(points(spaceOf(`${text}samples: 100`)));
  });
});

test('a Latin hypercube has one point in each stratum of each dimension', () => {
  const space = spaceOf('method: lhs\nsamples: 50\nparameters: {x: {min: 0, max: 50}, y: {min: 0, max: 50}}');
  for (const name of ['x', 'y']) {
    expect(
      column(space, name)
        .map(Math.floor)
        .sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 50 }, (_, at) => at));
  }
  expect(column(space, 'x').map(Math.floor)).not.toEqual(column(space, 'y').map(Math.floor));
});

test('sobol scales as qmc.scale does, from index 1 on', () => {
  expect(points(spaceOf(`method: sobol\nsamples: 4\n${XY}`))).toEqual([
    { x: 0.5, y: 0 },
    { x: 0.75, y: -2.5 },
    { x: 0.25, y: 2.5 },
    { x: 0.375, y: -1.25 },
  ]);
});

test('the points of a seed are these on every machine', () => {
  expect(points(spaceOf(`method: random\nseed: 42\nsamples: 2\n${XY}`))).toMatchInlineSnapshot(`
    [
      {
        "x": 0.6129598836390154,
        "y": -4.267682680359251,
      },
      {
        "x": 0.9877186466315891,
        "y": 0.1390614292495842,
      },
    ]
  `);
  expect(points(spaceOf(`method: lhs\nseed: 42\nsamples: 2\n${XY}`))).toMatchInlineSnapshot(`
    [
      {
        "x": 0.8064799418195077,
        "y": 0.36615865982037477,
      },
      {
        "x": 0.4938593233157946,
        "y": -2.430469285375208,
      },
    ]
  `);
});

test('another seed gives other points', () => {
  expect(points(spaceOf(`method: random\nseed: 1\nsamples: 2\n${XY}`))).not.toEqual(
    points(spaceOf(`method: random\nseed: 2\nsamples: 2\n${XY}`)),
  );
});

test('a million points cost nothing until they are asked for', () => {
  const space = spaceOf(`method: random\nsamples: 1000000\ncross: [opt]\n${XY}\nconstraints: [x > 0.5]\ncases: {opt: {a: {}, b: {}}}`);
  expect(space.points).toBe(2_000_000);
  expect(Number(space.point(1_999_999).get('x'))).toBeGreaterThan(0.5);
});

// SAFETY: our own test data, printed by oracle/sequences.py.
const oracle = JSON.parse(readFileSync(new URL('../../data/space/sequences.json', import.meta.url), 'utf8')) as {
  readonly normal: readonly { mean: number; std: number; min: number | null; max: number | null; values: readonly [number, number][] }[];
};

test.each(oracle.normal)('quantiles of a normal distribution $mean ± $std cut to $min … $max are those of SciPy', (one) => {
  const generator: Generator = {
    kind: 'normal',
    mean: one.mean,
    std: one.std,
    logarithmic: false,
    ...(one.min !== null && { min: String(one.min) }),
    ...(one.max !== null && { max: String(one.max) }),
  };
  const value = quantile(generator);
  for (const [unit, expected] of one.values)
    expect(Math.abs(Number(value(unit)) - expected)).toBeLessThan(1e-11 * Math.max(1, Math.abs(expected)));
});
