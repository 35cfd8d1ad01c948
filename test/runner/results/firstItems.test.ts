import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstItems } from '../../../runner/results/firstItems.ts';
import { MASK_BLOCK } from '../../../runner/results/mask.ts';
import { selectItemsNow } from '../../../runner/results/select.ts';
import { selectRoom, type SelectRoom } from './selectRoom.ts';

/** Rows that are shown while their count is still being made. */

let room: SelectRoom;
beforeAll(async () => {
  room = await selectRoom('parameters: { a: { min: 1, max: 20000, step: 1 } }\nviews: { columns: ["half = a / 2"] }\n');
  room.record(new Map(Array.from({ length: 200 }, (_, at) => [at * 100, { outputs: { y: at, z: `text ${at}` } }])));
});
afterAll(() => room.close());

const contextOf = ({ store, view }: SelectRoom) => ({ store, view, live: new Map(), outputs: new Set(['y', 'z']) });

describe('the first items of a filter', () => {
  it.each(['y > 20', "z != 'text 0'", 'half > 20 and attempts > 0', 'a > 15000', 'y > 500'])(
    'are those that %s finds first',
    async (where) => {
      const found = await firstItems(contextOf(room), { where }, 30);
      const fresh = room.reopen();
      const all = selectItemsNow(contextOf(fresh), { where });
      if (all.kind === 'error') throw new Error(all.error.message);
      // All were looked at in a moment, or these are the first ones.
      if (found) expect([...found]).toEqual([...all.items.subarray(0, found.length)]);
      const least = Math.min(30, all.items.filter((item) => item < MASK_BLOCK).length);
      expect(found?.length ?? least).toBeGreaterThanOrEqual(least);
    },
  );

  it('are as many as fit a page, and no more', async () => {
    expect([...((await firstItems(contextOf(room), { where: 'attempts == 0' }, 30)) ?? [])]).toEqual(
      Array.from({ length: 31 }, (_, at) => at).filter((item) => item % 100 !== 0),
    );
  });

  it('are not told when the whole answer takes no longer, or has another order', async () => {
    expect(await firstItems(contextOf(room), { where: 'y > 20', sort: 'y' }, 30)).toBeUndefined();
    expect(await firstItems(contextOf(room), { where: 'unknown > 20' }, 30)).toBeUndefined();
    const known = room.reopen();
    selectItemsNow(contextOf(known), { where: 'y > 20' });
    expect(await firstItems(contextOf(known), { where: 'y > 21' }, 30)).toBeUndefined();
  });
});
