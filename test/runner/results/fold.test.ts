import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aggregate } from '../../../core/result/statistics/aggregate.ts';
import type { Page, PageRequest, Row } from '../../../protocol/runner.ts';
import { pageOf } from '../../../runner/results/page.ts';
import { type Fate, type SelectRoom, selectRoom } from './selectRoom.ts';

/** Replicates in one row, against the same numbers put together here. */

const TASK = `
parameters: { a: [3, 1, 2], how: [p, q] }
replicates: 4
metric: { name: trace, goal: minimize, summary: min }
`;

/** Replicate 3 of a point with a = 2 fails; of the last point only replicate 0 was run. */
function fateOf(item: number): Fate | undefined {
  const [point, replicate] = [Math.floor(item / 4), item % 4];
  if (point === 5 && replicate > 0) return undefined;
  if (point >= 4 && replicate === 3) return { error: `boom ${item}` };
  const y = 10 * ((point * 5) % 6) + replicate ** 2;
  return { outputs: { y, trace: [5, y, 7], name: `n${item}` } };
}

let room: SelectRoom;
beforeAll(async () => {
  room = await selectRoom(TASK);
  room.record(new Map(Array.from({ length: 24 }, (_, item) => item).flatMap((item) => asEntry(item, fateOf(item)))));
});
afterAll(() => room.close());

function asEntry(item: number, fate: Fate | undefined): readonly [number, Fate][] {
  return fate ? [[item, fate]] : [];
}

async function page(request: Omit<PageRequest, 'file'> = {}): Promise<Page> {
  return pageOf({ store: room.store, view: room.view, live: new Map() }, { file: 't.sweep.yaml', fold: { open: [] }, ...request });
}

const places = (rows: readonly Row[]): readonly string[] =>
  rows.map(({ index, replicate, fold }) => (fold ? `${index}` : `${index}.${replicate}`));

const mean = (point: number): number => {
  const numbers = [0, 1, 2, 3].flatMap((replicate) => {
    const fate = fateOf(4 * point + replicate);
    return fate && 'outputs' in fate ? [Number(fate.outputs['y'])] : [];
  });
  return aggregate(numbers).mean;
};

describe('a folded page', () => {
  it('has one row a point, with means, intervals, states and the keys of its items', async () => {
    const { rows, total, items } = await page();
    expect([total, items, places(rows)]).toEqual([6, 24, ['0', '1', '2', '3', '4', '5']]);
    const y = aggregate([20, 21, 24]);
    expect(rows[4]).toMatchObject({
      state: 'failed',
      outputs: { y: y.mean },
      error: { message: 'boom 19' },
      fold: {
        states: { done: 3, failed: 1 },
        outputs: { y: { n: 3, mean: y.mean, sd: y.sd, low: y.interval.low, high: y.interval.high } },
      },
    });
    expect(rows[4]?.fold?.keys).toHaveLength(4);
    expect(rows[5]).toMatchObject({
      state: 'pending',
      fold: { states: { done: 1, pending: 3 }, outputs: { y: { n: 1, sd: Number.NaN } } },
    });
  });

  it('takes of a series what the metric says, and no text', async () => {
    const { rows } = await page();
    expect(Object.keys(rows[0]?.fold?.outputs ?? {})).toEqual(['y', 'trace']);
    expect(rows[0]?.fold?.outputs['trace']).toMatchObject({ n: 4, mean: (0 + 1 + 4 + 5) / 4 });
  });

  it('sorts by the mean of an output, in both directions, and by parameters', async () => {
    const byMean = [0, 1, 2, 3, 4, 5].toSorted((a, b) => mean(a) - mean(b)).map(String);
    expect(places((await page({ sort: 'y' })).rows)).toEqual(byMean);
    expect(places((await page({ sort: 'y', descending: true })).rows)).toEqual(byMean.toReversed());
    expect(places((await page({ sort: 'a' })).rows)).toEqual(['2', '3', '4', '5', '0', '1']);
    expect(places((await page({ sort: 'a', descending: true })).rows)).toEqual(['0', '1', '4', '5', '2', '3']);
  });

  it('is over the items of the filter only', async () => {
    const { rows, total, items } = await page({ where: "a == 2 and state != 'failed' and replicate < 3" });
    expect([total, items]).toEqual([2, 6]);
    expect(rows[0]?.fold?.states).toEqual({ done: 3 });
    expect((await page({ where: "name == 'n2'" })).rows[0]?.fold?.outputs).toMatchObject({ y: { n: 1, mean: 4 } });
  });

  it('shows the replicates of open points behind them, by range', async () => {
    const open = { fold: { open: [1, 4] }, sort: 'a' };
    const { rows, total } = await page(open);
    expect(total).toBe(14);
    expect(places(rows)).toEqual(['2', '3', '4', '4.0', '4.1', '4.2', '4.3', '5', '0', '1', '1.0', '1.1', '1.2', '1.3']);
    expect(rows[2]?.fold?.open).toBe(true);
    expect(rows[3]).toMatchObject({ outputs: { y: 20 }, replicate: 0 });
    const some = await page({ ...open, offset: 2, limit: 2 });
    expect([places(some.rows), some.rows[0]?.fold?.open]).toEqual([['4', '4.0'], true]);
    const cut = await page({ ...open, offset: 2, limit: 1 });
    expect(cut.rows[0]?.fold?.open).toBe(true);
  });

  it('says what is wrong with a filter or a sort', async () => {
    expect((await page({ where: 'nothing > 1' })).error?.message).toContain('nothing');
    expect((await page({ sort: 'nothing' })).error?.message).toContain('nothing');
  });
});

describe('a computed column', () => {
  it('is the mean over items, not what the means would give, and sorts so', async () => {
    const squares = await selectRoom('parameters: { a: [1, 2] }\nreplicates: 2\nviews: { columns: ["square = y * y"] }');
    try {
      squares.record(new Map([0, 1, 2, 3].map((item) => [item, { outputs: { y: [9, -9, 1, 1][item] ?? 0 } }])));
      const context = { store: squares.store, view: squares.view, live: new Map() };
      const { rows } = await pageOf(context, { file: 't.sweep.yaml', fold: { open: [] }, sort: 'square' });
      expect(places(rows)).toEqual(['1', '0']);
      expect(rows[1]).toMatchObject({ outputs: { y: 0 }, derived: { square: 81 }, fold: { outputs: { square: { n: 2, mean: 81 } } } });
      expect(Object.keys(rows[1]?.outputs ?? {})).toEqual(['y']);
    } finally {
      squares.close();
    }
  });
});

describe('without replicates', () => {
  it('there is nothing to fold', async () => {
    const single = await selectRoom('parameters: { a: [1, 2] }');
    try {
      const context = { store: single.store, view: single.view, live: new Map() };
      const { rows, total } = await pageOf(context, { file: 't.sweep.yaml', fold: { open: [0] } });
      expect([total, places(rows)]).toEqual([2, ['0.0', '1.0']]);
    } finally {
      single.close();
    }
  });
});
