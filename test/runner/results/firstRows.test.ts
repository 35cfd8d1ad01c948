import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstRows } from '../../../runner/results/firstRows.ts';
import { pageOf } from '../../../runner/results/page.ts';
import { selectRoom, type SelectRoom } from './selectRoom.ts';

/** Rows of a large task that are shown before all of its items have been looked up. */

const FILE = 't.sweep.yaml';

let room: SelectRoom;
beforeAll(async () => {
  room = await selectRoom('parameters: { a: { min: 1, max: 60000, step: 1 } }\n');
  room.record(
    new Map([
      [0, { outputs: { y: 1 } }],
      [7, { error: 'seven' }],
      [99, { outputs: { y: 2, z: 'x' } }],
      [30_000, { outputs: { y: 3 } }],
    ]),
  );
});
afterAll(() => room.close());

it('are the first of the whole page, and no count', async () => {
  const { store, view } = room;
  const whole = await pageOf({ store, view, live: new Map() }, { file: FILE, limit: 100 });
  const first = await firstRows(store, view.plan, { file: FILE, early: true, limit: 100 });
  expect(first).toMatchObject({ partial: true, total: 100, rows: whole.rows });
});

it.each([{ where: 'a > 3' }, { sort: 'a' }, { states: ['done'] }, { offset: 100 }, { early: false }, { version: '1.0' }] as const)(
  'are no answer to %o',
  async (other) => {
    expect(await firstRows(room.store, room.view.plan, { file: FILE, early: true, ...other })).toBeUndefined();
  },
);
