import { describe, expect, it, test } from 'vitest';
import { evaluate } from '../../../core/hypothesis/evaluate.ts';
import { parseExpectation } from '../../../core/hypothesis/expectation.ts';
import type { Hypothesis } from '../../../core/hypothesis/hypothesis.ts';
import type { HypothesisReport } from '../../../core/hypothesis/report.ts';
import type { Results } from '../../../core/hypothesis/select.ts';
import type { Value } from '../../../core/value/value.ts';

interface Item {
  readonly point: Readonly<Record<string, Value>>;
  readonly replicate?: number;
  readonly state?: 'failed' | 'missing';
  readonly outputs?: Readonly<Record<string, Value>>;
}

function resultsOf(items: readonly Item[]): Results {
  return {
    items: items.length,
    names: [...new Set(items.flatMap(({ point }) => Object.keys(point)))],
    parameter: (name) => (item) => items[item]?.point[name],
    output: (name) => (item) => items[item]?.outputs?.[name],
    state: (item) => items[item]?.state ?? 'done',
    replicate: (item) => items[item]?.replicate ?? 0,
    key: (item) => `key-${item}`,
  };
}

function claim(text: string, more: Partial<Hypothesis> = {}): Hypothesis {
  const expectation = parseExpectation(text);
  if ('message' in expectation) throw new Error(expectation.message);
  const alternative = expectation.operator.startsWith('<') ? 'less' : 'greater';
  return {
    name: text,
    text,
    expectation,
    test: 'welch',
    alternative: expectation.operator === '!=' ? 'two-sided' : alternative,
    alpha: 0.05,
    correction: 'holm',
    file: 't',
    span: { start: 0, end: 0 },
    ...more,
  };
}

function testOne(items: readonly Item[], hypothesis: Hypothesis): HypothesisReport {
  const [report] = evaluate([hypothesis], resultsOf(items), 0);
  if (!report) throw new Error('No report.');
  return report;
}

/** The published example of crystallize: sums of three numbers from the seeds of five replicates; a treatment adds to each of the three. */
const BASELINE = [0.9394668720496699, 0.7567269639446257, 1.9978645080891542, 1.5794370922415317, 1.536901793824304];
const TREATMENTS: Readonly<Record<string, number>> = { baseline: 0, add_ten: 10, add_tiny: 0.1 };
const EXAMPLE: readonly Item[] = Object.entries(TREATMENTS).flatMap(([treatment, delta]) =>
  BASELINE.map((value, replicate) => ({ point: { treatment }, replicate, outputs: { total: value + 3 * delta } })),
);

test.each([
  [
    'total[treatment=add_ten] != total[treatment=baseline]',
    { p: 1.8934034834996355e-13, statistic: 93.60919571653125, verdict: 'supported' },
  ],
  [
    'total[treatment=add_tiny] != total[treatment=baseline]',
    { p: 0.3766188037198961, statistic: 0.936091957165311, verdict: 'not supported' },
  ],
] as const)('the minimal example of crystallize (A18): %s', (text, wanted) => {
  const report = testOne(EXAMPLE, claim(text));
  expect(report.verdict).toBe(wanted.verdict);
  expect(Math.abs(report.statistic / wanted.statistic - 1)).toBeLessThan(1e-12);
  expect(Math.abs(report.p / wanted.p - 1)).toBeLessThan(1e-12);
});

test('baseline and treatments with the seeds as increments (A16)', () => {
  const items = Object.entries({ baseline: 0, one: 1, two: 2 }).flatMap(([treatment, increment]) =>
    [0, 1].map((replicate) => ({ point: { treatment }, replicate, outputs: { value: replicate + increment } })),
  );
  const report = testOne(items, claim('value[treatment=two] > value[treatment=baseline]', { test: 'paired-t' }));
  expect(report).toMatchObject({
    left: { n: 2, mean: 2.5 },
    right: { n: 2, mean: 0.5 },
    pairs: { count: 2, unpaired: [0, 0] },
    difference: 2,
  });
});

describe('a margin', () => {
  const text = 'total[treatment=add_tiny] > total[treatment=baseline]';
  it('is part of the null hypothesis', () => {
    const paired = { test: 'paired-t' } as const;
    expect(testOne(EXAMPLE, claim(`${text} + 0.2`, paired))).toMatchObject({ verdict: 'supported', margin: 0.2 });
    expect(testOne(EXAMPLE, claim(`${text} + 0.4`, paired))).toMatchObject({ verdict: 'not supported', margin: 0.4 });
  });
  it.each(['welch', 'student', 'bootstrap'] as const)('leaves the interval of %s around the difference itself', (name) => {
    const plain = testOne(EXAMPLE, claim(text, { test: name }));
    const shifted = testOne(EXAMPLE, claim(`${text} + 5`, { test: name }));
    expect(Math.abs(shifted.interval.low - plain.interval.low)).toBeLessThan(1e-9);
    expect(shifted.difference).toBe(plain.difference);
    expect(shifted.p).toBeGreaterThan(plain.p);
  });
});

describe('what cannot be compared', () => {
  const items: readonly Item[] = [
    ...EXAMPLE,
    { point: { treatment: 'baseline' }, state: 'failed' },
    { point: { treatment: 'add_ten' }, state: 'missing' },
    { point: { treatment: 'add_ten' }, outputs: { total: Number.NaN } },
    { point: { treatment: 'add_ten' }, outputs: { other: 1 } },
  ];
  it('is counted, and failed items are named', () => {
    expect(testOne(items, claim('total[treatment=add_ten] > total[treatment=baseline]'))).toMatchObject({
      left: { n: 5, failed: 0, missing: 1, withoutNumber: 2 },
      right: { n: 5, failed: 1, failedKeys: ['key-15'], missing: 0 },
    });
  });
  it('is undecided where too little is left', () => {
    expect(testOne(items, claim('total[treatment=none] > total[treatment=baseline]'))).toMatchObject({
      verdict: 'undecided',
      p: Number.NaN,
    });
  });
});

describe('pairs', () => {
  const grid = (optimizer: string, shift: number): readonly Item[] =>
    [1, 2, 3].flatMap((depth) =>
      [0, 1].map((replicate) => ({ point: { optimizer, depth }, replicate, outputs: { loss: 10 * depth + replicate + shift * depth } })),
    );
  it('agree in the other parameters and the replicate', () => {
    const items = [...grid('sgd', 0), ...grid('adam', -0.1)].reverse();
    expect(testOne(items, claim('loss[optimizer=adam] < loss[optimizer=sgd]', { test: 'wilcoxon' }))).toMatchObject({
      pairs: { count: 6 },
      verdict: 'supported',
    });
    expect(testOne(items, claim('loss[optimizer=adam] < loss[optimizer=sgd]'))).toMatchObject({ verdict: 'not supported' });
  });
  it('leave out items without a partner, and say how many', () => {
    const items = [...grid('sgd', 0), ...grid('adam', -0.1).slice(1)];
    expect(testOne(items, claim('loss[optimizer=adam] < loss[optimizer=sgd]', { test: 'paired-t' })).pairs).toEqual({
      count: 5,
      unpaired: [0, 1],
    });
  });
  it('take the mean over a parameter that only one side has', () => {
    const adam = [0.9, 0.99].flatMap((beta) => grid('adam', -0.1).map((one) => ({ ...one, point: { ...one.point, beta } })));
    expect(testOne([...grid('sgd', 0), ...adam], claim('loss[optimizer=adam] < loss[optimizer=sgd]', { test: 'paired-t' })).pairs).toEqual({
      count: 6,
      unpaired: [0, 0],
    });
  });
});

describe('several hypotheses', () => {
  it('are corrected over the list, each in its own way', () => {
    const text = ['total[treatment=add_ten] > total[treatment=baseline]', 'total[treatment=add_tiny] > total[treatment=baseline]'];
    const reports = evaluate(
      [
        claim(text[0] ?? '', { correction: 'holm' }),
        claim(text[1] ?? '', { correction: 'none' }),
        claim(text[1] ?? '', { correction: 'bh' }),
      ],
      resultsOf(EXAMPLE),
      0,
    );
    const [first, second, third] = reports;
    expect(first?.adjustedP).toBe(3 * (first?.p ?? 0));
    expect(second?.adjustedP).toBe(second?.p);
    expect(third?.adjustedP).toBe(third?.p);
  });
  it('do not support a claim by a difference in the other direction', () => {
    const report = testOne(EXAMPLE, claim('total[treatment=add_ten] < total[treatment=baseline]', { alternative: 'two-sided' }));
    expect(report).toMatchObject({ verdict: 'not supported', conclusion: expect.stringContaining('opposite') });
    expect(report.adjustedP).toBeLessThan(0.05);
  });
});
