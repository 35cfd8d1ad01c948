import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { aggregate } from '../../../core/result/statistics/aggregate.ts';
import { bootstrap } from '../../../core/result/statistics/bootstrap.ts';
import { adjust } from '../../../core/result/statistics/corrections.ts';
import { mannWhitney } from '../../../core/result/statistics/mannWhitney.ts';
import type { TestOutcome } from '../../../core/result/statistics/outcome.ts';
import { permutation } from '../../../core/result/statistics/permutation.ts';
import type { Alternative } from '../../../core/result/statistics/probability.ts';
import {
  cohensD,
  meanInterval,
  pairedT,
  student,
  studentInterval,
  welch,
  welchInterval,
} from '../../../core/result/statistics/studentT.ts';
import { wilcoxon } from '../../../core/result/statistics/wilcoxon.ts';

type Numbers = { readonly statistic: number; readonly p: number };
type Tests = Readonly<Record<Alternative, Readonly<Record<string, Numbers>>>>;

// SAFETY: our own test data, printed by oracle/statistics.py.
const oracle = JSON.parse(readFileSync(new URL('../../data/statistics/tests.json', import.meta.url), 'utf8')) as {
  readonly unpaired: readonly {
    readonly name: string;
    readonly a: readonly number[];
    readonly b: readonly number[];
    readonly tests: Tests;
    readonly welchInterval: readonly [number, number];
    readonly studentInterval: readonly [number, number];
    readonly cohensD: number;
  }[];
  readonly paired: readonly {
    readonly name: string;
    readonly differences: readonly number[];
    readonly tests: Tests;
    readonly meanInterval: readonly [number, number];
  }[];
  readonly corrections: { readonly p: readonly number[]; readonly bh: readonly number[]; readonly holm: readonly number[] };
};

const ALTERNATIVES = ['two-sided', 'less', 'greater'] as const;

const UNPAIRED: Readonly<Record<string, (a: readonly number[], b: readonly number[], alternative: Alternative) => TestOutcome>> = {
  welch,
  student,
  mannwhitney: mannWhitney,
  permutation: (a, b, alternative) => permutation(a, b, { alternative, seed: 0 }),
};

/** Equal to 12 digits, as SciPy adds in another order. */
function expectClose(found: number, wanted: number): void {
  expect(Math.abs(found - wanted), `${found} against ${wanted}`).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(wanted)));
}

/** Small probabilities relative to themselves. */
function expectSame(found: TestOutcome, wanted: Numbers): void {
  expectClose(found.statistic, wanted.statistic);
  expectClose(found.p, wanted.p);
  expect(Math.abs(found.p / wanted.p - 1), `p ${found.p} against ${wanted.p}`).toBeLessThan(1e-9);
}

describe('tests of two samples give the numbers of SciPy', () => {
  const rows = oracle.unpaired.flatMap(({ name, a, b, tests }) =>
    ALTERNATIVES.flatMap((alternative) =>
      Object.entries(tests[alternative]).map(([which, wanted]) => ({ name, which, alternative, a, b, wanted })),
    ),
  );
  test.each(rows)('$which, $alternative: $name', ({ which, alternative, a, b, wanted }) => {
    const found = UNPAIRED[which]?.(a, b, alternative);
    expect(found).toBeDefined();
    if (found) expectSame(found, wanted);
  });
  test.each(oracle.unpaired)('intervals and effect: $name', ({ a, b, ...wanted }) => {
    const [low, high] = wanted.welchInterval;
    expectClose(welchInterval(a, b).low, low);
    expectClose(welchInterval(a, b).high, high);
    expectClose(studentInterval(a, b).low, wanted.studentInterval[0]);
    expectClose(studentInterval(a, b).high, wanted.studentInterval[1]);
    expectClose(cohensD(a, b), wanted.cohensD);
  });
});

describe('tests of pairs give the numbers of SciPy', () => {
  const rows = oracle.paired.flatMap(({ name, differences, tests }) =>
    ALTERNATIVES.map((alternative) => ({ name, differences, alternative, tests: tests[alternative] })),
  );
  test.each(rows)('$alternative: $name', ({ differences, alternative, tests }) => {
    const { 'paired-t': t, wilcoxon: signed } = tests;
    expect(t && signed).toBeDefined();
    if (t) expectSame(pairedT(differences, alternative), t);
    if (signed) expectSame(wilcoxon(differences, alternative), signed);
  });
  test.each(oracle.paired)('interval: $name', ({ differences, meanInterval: [low, high] }) => {
    expectClose(meanInterval(differences).low, low);
    expectClose(meanInterval(differences).high, high);
  });
});

describe('corrections', () => {
  const { p, bh, holm } = oracle.corrections;
  test.each([
    ['none', p],
    ['bh', bh],
    ['holm', holm],
  ] as const)('%s', (correction, wanted) => {
    adjust(p, correction).forEach((value, at) => expectClose(value, wanted[at] ?? Number.NaN));
  });
  it('leave out what could not be tested', () => {
    expect(adjust([0.02, Number.NaN, 0.03], 'holm')).toEqual([0.04, Number.NaN, 0.04]);
  });
});

const base = Array.from({ length: 30 }, (_, at) => Math.sin(at * 12.9898) * 3);
const near = base.map((value, at) => value + 0.8 + Math.cos(at));

describe('simulated p', () => {
  it('of many arrangements are seeded, never 0, and near those of Welch', () => {
    const far = base.map((value) => value + 1000);
    const found = permutation(base, far, { alternative: 'two-sided', seed: 1 });
    expect(found).toEqual(permutation(base, far, { alternative: 'two-sided', seed: 1 }));
    expect(found).toMatchObject({ p: 2 / 10_000, counted: { of: 9_999, exact: false } });
    const one = permutation(base, near, { alternative: 'less', seed: 3 }).p;
    expect(Math.abs(one - welch(base, near, 'less').p)).toBeLessThan(0.03);
  });
  it('of the bootstrap are seeded, never 0, and near those of Welch; its interval is near as well', () => {
    const found = bootstrap(base, near, { alternative: 'less', seed: 3 });
    expect(found).toEqual(bootstrap(base, near, { alternative: 'less', seed: 3 }));
    expect(Math.abs(found.p - welch(base, near, 'less').p)).toBeLessThan(0.03);
    expect(Math.abs(found.interval.low - welchInterval(base, near).low)).toBeLessThan(0.3);
    expect(
      bootstrap(
        base,
        base.map((value) => value + 1000),
        { alternative: 'less', seed: 0 },
      ).p,
    ).toBe(1 / 10_000);
  });
});

describe('too few values', () => {
  test.each([
    ['welch', welch([1], [2, 3], 'less')],
    ['student', student([], [2, 3], 'less')],
    ['mannwhitney', mannWhitney([], [1], 'less')],
    ['permutation', permutation([], [1], { alternative: 'less', seed: 0 })],
    ['bootstrap', bootstrap([1], [1], { alternative: 'less', seed: 0 })],
    ['paired-t', pairedT([1], 'less')],
    ['wilcoxon', wilcoxon([0, 0], 'less')],
    ['welch of equal values', welch([1, 1], [1, 1], 'less')],
  ])('%s: p is not a number', (_, { p }) => {
    expect(p).toBeNaN();
  });
});

test('replicates as one value (A13)', () => {
  const values = [0.6394267984578837, 0.25861772951086204, 0.41769650230198463, 0.27554703092186406, 0.9804946199715493];
  const { n, mean, sd, interval } = aggregate(values);
  expect(n).toBe(5);
  expectClose(mean, 0.5143565362328288);
  expectClose(sd, 0.3019531266830191);
  expectClose(interval.low, 0.13943220968546366);
  expectClose(interval.high, 0.889280862780194);
});
