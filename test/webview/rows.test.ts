import { describe, expect, it } from 'vitest';
import type { Page } from '../../protocol/runner.ts';
import { newRowCache } from '../../webview/rowCache.ts';
import { ROW_HEIGHT, scrollTo, viewportOf } from '../../webview/table/viewport.ts';

describe('the window of the table', () => {
  it('draws the rows in view and some around them', () => {
    const view = viewportOf(1000, 100 * ROW_HEIGHT, 10 * ROW_HEIGHT);
    expect(view).toMatchObject({ first: 90, last: 120, size: 31, height: 1000 * ROW_HEIGHT, top: 90 * ROW_HEIGHT });
  });

  it.each([10_000_000, 1_000_000, 3])('reaches the first and the last of %i rows, though browsers cut tall elements', (total) => {
    const client = 600;
    expect(viewportOf(total, 0, client).first).toBe(0);
    const { height } = viewportOf(total, 0, client);
    expect(height).toBeLessThanOrEqual(15_000_000);
    expect(viewportOf(total, Math.max(0, height - client), client).last).toBe(total - 1);
  });

  it.each([0, 1, 499_999, 5_000_000, 9_999_999])('scrolls row %i of ten million into view', (row) => {
    const total = 10_000_000;
    const { first, last } = viewportOf(total, Math.min(scrollTo(row, total, 600), 15_000_000 - 600), 600);
    expect(first).toBeLessThanOrEqual(row);
    expect(last).toBeGreaterThanOrEqual(row);
  });
});

describe('rows of the page', () => {
  const page = (offset: number, limit: number): Page => ({
    revision: 1,
    total: 1000,
    items: 1000,
    shown: [],
    sums: { states: ['done'], metric: null },
    columns: [],
    rows: Array.from({ length: limit }, (_, at) => row(offset + at)),
  });
  const row = (item: number): Page['rows'][number] => ({
    item,
    index: item,
    key: String(item),
    replicate: 0,
    seed: 0,
    state: 'done',
    parameters: {},
    outputs: {},
    error: null,
    attempts: 1,
    seconds: 1,
    finishedAt: 1,
    worker: null,
    tags: [],
    note: null,
  });

  it('are asked for once, in blocks, as they come into view', async () => {
    const asked: number[] = [];
    let arrived = (): void => undefined;
    const here = new Promise<void>((resolve) => {
      let count = 0;
      arrived = () => {
        count++;
        if (count === 2) resolve();
      };
    });
    const cache = newRowCache({
      fetch: async (offset, limit) => {
        asked.push(offset);
        return page(offset, limit);
      },
      arrived: () => arrived(),
      failed: (error) => expect.unreachable(String(error)),
      isCurrent: () => true,
    });
    expect(cache.row(150)).toBeUndefined();
    cache.want(90, 130);
    cache.want(95, 135);
    await here;
    expect(asked).toEqual([0, 100]);
    expect(cache.row(150)?.item).toBe(150);
  });

  it('are not asked for when they have left the view before their turn came', async () => {
    const asked: number[] = [];
    const answers: (() => void)[] = [];
    const cache = newRowCache({
      fetch: (offset, limit) => {
        asked.push(offset);
        return new Promise((resolve) => answers.push(() => resolve(page(offset, limit))));
      },
      arrived: () => undefined,
      failed: (error) => expect.unreachable(String(error)),
      isCurrent: () => true,
    });
    for (const first of [0, 10_000, 20_000, 30_000, 40_000]) cache.want(first, first + 50);
    expect(asked).toEqual([0, 10_000]);
    answers[0]?.();
    await expect.poll(() => asked).toEqual([0, 10_000, 40_000]);
  });

  it.each([
    ['down', [0, 90, 180], [0, 100, 200, 300]],
    ['up', [550, 450], [500, 400, 300, 200]],
    ['down to the end', [850, 930], [800, 900]],
    ['up to the top', [150, 80], [100, 0]],
  ])('are asked for before they come into view while the table is scrolled %s', async (_, places, blocks) => {
    const asked: number[] = [];
    const cache = newRowCache({
      fetch: async (offset, limit) => {
        asked.push(offset);
        return page(offset, limit);
      },
      arrived: () => undefined,
      failed: (error) => expect.unreachable(String(error)),
      isCurrent: () => true,
    });
    for (const first of places) {
      cache.want(first, first + 9);
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(asked).toEqual(blocks);
  });

  it('are asked for again after a failure', async () => {
    let failures = 0;
    const failed = Promise.withResolvers<void>();
    const cache = newRowCache({
      fetch: () => Promise.reject(new Error('gone')),
      arrived: () => expect.unreachable(),
      failed: () => {
        failures++;
        failed.resolve();
      },
      isCurrent: () => true,
    });
    cache.want(0, 10);
    await failed.promise;
    cache.want(0, 10);
    await Promise.resolve();
    await Promise.resolve();
    expect(failures).toBe(2);
  });
});
