import { afterAll, beforeAll, expect, it } from 'vitest';
import { pageOf } from '../../../runner/results/page.ts';
import { plotOf } from '../../../runner/results/plot.ts';
import { type SelectRoom, selectRoom } from './selectRoom.ts';

/** What a task file says about how its results are looked at. */

const TASK = `
parameters: { a: [1, 2, 3], b: [1, 2], c: [1, 2] }
views:
  columns: [y, a]
  plots:
    - { x: b, y: y }
    - { kind: heat, x: a, y: c, output: z }
    - { kind: histogram, output: z }
`;

let room: SelectRoom;
beforeAll(async () => {
  room = await selectRoom(TASK);
  room.record(new Map(Array.from({ length: 12 }, (_, item) => [item, { outputs: { z: item, y: -item } }])));
});
afterAll(() => room.close());

const context = () => ({ store: room.store, view: room.view, live: new Map() });

it('the first plot is drawn where nothing is chosen, and all are told', async () => {
  const plot = await plotOf(context(), { file: 't.sweep.yaml' });
  expect(plot.output?.column).toBe('y');
  expect(plot.picture).toMatchObject({ kind: 'line', x: { column: 'b' } });
  expect(plot.saved).toEqual([
    { kind: 'line', x: 'b', output: 'y' },
    { kind: 'heat', x: 'a', y: 'c', output: 'z' },
    { kind: 'histogram', output: 'z' },
  ]);
});

it('a saved plot is drawn when it is chosen', async () => {
  const plot = await plotOf(context(), { file: 't.sweep.yaml', kind: 'heat', x: 'a', y: 'c', output: 'z' });
  expect(plot.picture).toMatchObject({ kind: 'heat', x: { column: 'a' }, y: { column: 'c' } });
});

it('a page tells which columns the file wants', async () => {
  expect((await pageOf(context(), { file: 't.sweep.yaml' })).shown).toEqual(['y', 'a']);
});
