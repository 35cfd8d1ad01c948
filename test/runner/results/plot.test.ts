import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Picture, Plot, PlotChoice } from '../../../protocol/plot.ts';
import { plotOf } from '../../../runner/results/plot.ts';
import { type Fate, type SelectRoom, selectRoom } from './selectRoom.ts';

/** A picture of each kind against sums made here from the same numbers, item by item. */

const TASK = `
name: t
version: 1
schema: { parameters: { a: { unit: m } }, outputs: { y: { unit: kg }, z: {} } }
parameters: { a: [1, 2, 3], rate: { min: 0.01, max: 1, num: 3, scale: log }, how: [p, q] }
replicates: 2
metric: { name: y, goal: minimize }
`;

interface Fact {
  readonly item: number;
  readonly a: number;
  readonly rate: number;
  readonly how: string;
  readonly failed: boolean;
  readonly y: number;
}

let room: SelectRoom;
let facts: readonly Fact[];

beforeAll(async () => {
  room = await selectRoom(TASK);
  const { plan } = room.view;
  facts = Array.from({ length: plan.items }, (_, item) => {
    const { replicate } = plan.item(item);
    const read = (name: string): unknown => plan.space.column(name)(Math.floor(item / plan.task.replicates));
    const [a, rate, how] = [Number(read('a')), Number(read('rate')), String(read('how'))];
    return { item, a, rate, how, failed: a === 3 && how === 'q', y: 100 * a + 10 * Math.log10(rate) + (how === 'p' ? 1 : 0) + replicate };
  });
  const fates = facts.map(({ item, failed, y }): [number, Fate] => [
    item,
    failed ? { error: 'boom' } : { outputs: { y, z: [y, 2 * y], ...(item === 0 && { name: 'x' }) } },
  ]);
  room.record(new Map(fates));
});
afterAll(() => room.close());

async function plot(choice: PlotChoice & { readonly where?: string } = {}): Promise<Plot> {
  return plotOf({ store: room.store, view: room.view, live: new Map() }, { file: 't.sweep.yaml', ...choice });
}

async function picture<Kind extends Picture['kind']>(
  kind: Kind,
  choice: PlotChoice & { readonly where?: string },
): Promise<Extract<Picture, { kind: Kind }>> {
  const { picture: found } = await plot(choice);
  if (found?.kind !== kind) throw new Error(`Drawn was ${found?.kind}, not ${kind}.`);
  // SAFETY: its kind was just looked at.
  return found as Extract<Picture, { kind: Kind }>;
}

const done = (): readonly Fact[] => facts.filter(({ failed }) => !failed);
const mean = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0) / values.length;
const deviation = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((sum, one) => sum + (one - mean(values)) ** 2, 0) / (values.length - 1));
const near = (value: number): unknown => expect.closeTo(value, 9);

describe('a plot', () => {
  test('begins with the metric, its unit, and parallel coordinates of three parameters with failed items among them', async () => {
    const { picture: found, ...rest } = await plot();
    expect(rest).toMatchObject({ items: 36, used: 30, output: { column: 'y', unit: 'kg' }, outputs: ['y', 'z', 'name', 'seconds'] });
    expect(found).toMatchObject({ kind: 'parallel' });
    if (found?.kind !== 'parallel') return;
    expect(found.axes.map(({ column, log }) => [column, log])).toEqual([
      ['a', false],
      ['how', false],
      ['rate', true],
      ['y', false],
    ]);
    expect(found.rows.filter(({ failed }) => failed)).toHaveLength(6);
    expect(found.rows.filter(({ failed }) => failed).every(({ values }) => values[0] === 3 && values[3] === null)).toBe(true);
  });

  test.each([
    ['a', 'a', [1, 2, 3], false],
    ['rate', 'rate', [0.01, 0.1, 1], true],
    ['how', 'how', ['p', 'q'], false],
  ] as const)('as a line over %s has means, deviations and ends of all other items', async (x, name, values, log) => {
    const { groups, x: axis } = await picture('line', { kind: 'line', x });
    expect(axis).toMatchObject({ column: x, log });
    expect(groups).toEqual(
      values.map((value) => {
        const found = done().flatMap((fact) => (String(fact[name]) === String(value) ? [fact.y] : []));
        return {
          value,
          count: found.length,
          mean: near(mean(found)),
          lower: near(mean(found) - deviation(found)),
          upper: near(mean(found) + deviation(found)),
          min: near(Math.min(...found)),
          max: near(Math.max(...found)),
        };
      }),
    );
  });

  test('as a heat map has the mean of each cell, and none where all items failed', async () => {
    const { x, y, cells } = await picture('heat', { kind: 'heat', x: 'a', y: 'how' });
    expect([x.values, x.unit, y.values]).toEqual([[1, 2, 3], 'm', ['p', 'q']]);
    expect(cells).toHaveLength(5);
    for (const [column, row, value, count] of cells) {
      const found = done().filter((fact) => fact.a === x.values[column] && fact.how === y.values[row]);
      expect([value, count]).toEqual([near(mean(found.map((fact) => fact.y))), found.length]);
    }
  });

  test('as a scatter plot has each item', async () => {
    const { points } = await picture('scatter', { kind: 'scatter', x: 'rate' });
    expect(points).toEqual(done().map(({ rate, y }) => [near(rate), near(y), 1]));
  });

  test('as a histogram counts every item once, the highest too', async () => {
    const { edges, counts } = await picture('histogram', { kind: 'histogram' });
    const [low = 0, high = 0] = [edges[0], edges.at(-1)];
    const values = done().map(({ y }) => y);
    expect([low, high, edges.length]).toEqual([near(Math.min(...values)), near(Math.max(...values)), counts.length + 1]);
    const step = (high - low) / counts.length;
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(values.length);
    expect(
      counts.map((_, part) => values.filter((y) => Math.min(counts.length - 1, Math.floor((y - low) / step)) === part).length),
    ).toEqual(counts);
  });

  test('on a logarithmic scale has geometric means, parts of equal ratio, and effects as ratios', async () => {
    const { output, scales, effects, picture: line } = await plot({ kind: 'line', x: 'a', scale: 'log', where: 'a < 3' });
    expect([output?.log, scales]).toEqual([true, ['linear', 'log']]);
    const logs = [1, 2].map((a) => done().flatMap((fact) => (fact.a === a ? [Math.log10(fact.y)] : [])));
    expect(line?.kind === 'line' && line.groups.map(({ mean: middle, lower, upper, min }) => [middle, lower, upper, min])).toEqual(
      logs.map((own) =>
        [mean(own), mean(own) - deviation(own), mean(own) + deviation(own), Math.min(...own)].map((value) => near(10 ** value)),
      ),
    );
    const [first, second] = logs.map(mean);
    expect(effects[0]).toMatchObject({
      column: 'a',
      spread: near((second ?? 0) - (first ?? 0)),
      high: { mean: near(10 ** (second ?? 0)) },
    });
    const { edges, counts } = await picture('histogram', { kind: 'histogram', scale: 'log' });
    const ratios = edges.slice(1).map((edge, at) => edge / (edges[at] ?? 0));
    expect(ratios).toEqual(ratios.map(() => near(ratios[0] ?? 0)));
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(done().length);
  });

  test('takes the last step of a series', async () => {
    const { groups } = await picture('line', { output: 'z', kind: 'line', x: 'a', where: 'a < 3' });
    expect(groups.map((group) => group.mean)).toEqual(
      [1, 2].map((a) => near(2 * mean(done().flatMap((one) => (one.a === a ? [one.y] : []))))),
    );
  });

  test.each([
    ['', ['a', 'how', 'rate'], 'parallel'],
    ['a < 3', ['a', 'rate', 'how'], 'parallel'],
    ["how == 'p'", ['a', 'rate'], 'heat'],
    ["how == 'p' and a == 1", ['rate'], 'line'],
    ["how == 'p' and a == 1 and rate > 0.5", [], undefined],
    ["state == 'failed'", ['rate'], 'line'],
  ])('of the filter "%s" compares %j and begins with: %s', async (where, strongest, kind) => {
    const { effects, picture: found } = await plot({ where });
    expect(effects.map(({ column }) => column)).toEqual(strongest);
    expect(found?.kind).toBe(kind);
  });

  test('tells the effect of a parameter: the ends of its means, and its share of the variance', async () => {
    const { effects } = await plot({ where: 'a < 3' });
    expect(effects[0]).toMatchObject({ column: 'a', groups: 2, low: { value: 1 }, high: { value: 2 }, spread: near(100) });
    expect(effects.reduce((sum, { share }) => sum + share, 0)).toBeGreaterThan(0.9);
    expect(effects.reduce((sum, { share }) => sum + share, 0)).toBeLessThan(1);
  });

  test('says why a filter cannot be read', async () => {
    expect(await plot({ where: 'nowhere > 1' })).toMatchObject({ picture: null, error: expect.stringContaining('nowhere') });
  });
});

describe('a plot of many items', () => {
  test.each(['line', 'heat', 'scatter', 'parallel'] as const)('as %s has at most 2,000 marks, and loses no item', async (kind) => {
    const many = await selectRoom(
      'name: m\nversion: 1\nparameters: { u: { min: 0, max: 1, num: 100 }, v: { min: 1, max: 1000, num: 100, scale: log } }\n',
    );
    try {
      const { plan } = many.view;
      many.record(new Map(Array.from({ length: plan.items }, (_, item): [number, Fate] => [item, { outputs: { y: Math.sin(item) } }])));
      const { picture: found, used } = await plotOf({ store: many.store, view: many.view, live: new Map() }, { file: 'm', kind });
      expect(used).toBe(10_000);
      if (found?.kind === 'parallel') expect(found.rows).toHaveLength(400);
      else {
        const counts = countsOf(found);
        expect(counts.length).toBeLessThanOrEqual(2000);
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(10_000);
      }
    } finally {
      many.close();
    }
  });
});

function countsOf(found: Picture | null): readonly number[] {
  if (found?.kind === 'line') return found.groups.map(({ count }) => count);
  if (found?.kind === 'heat') return found.cells.map(([, , , count]) => count);
  return found?.kind === 'scatter' ? found.points.map(([, , count]) => count) : [];
}
