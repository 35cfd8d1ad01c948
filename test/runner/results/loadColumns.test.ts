import { afterEach, beforeEach, expect, it } from 'vitest';
import { distributionsOf } from '../../../runner/results/distributions.ts';
import { selectItems, selectItemsNow } from '../../../runner/results/select.ts';
import { selectRoom, type SelectRoom } from './selectRoom.ts';

/** How the columns of outputs come from the store. */

const ITEMS = 5000;
let room: SelectRoom;
beforeEach(async () => {
  room = await selectRoom(`parameters: { a: { min: 1, max: ${ITEMS}, step: 1 } }\n`);
});
afterEach(() => room.close());

const context = () => ({ store: room.store, view: room.view, live: new Map(), outputs: new Set(['y', 'text']) });

it.each([
  ['their runs are neighbours', 1],
  ['their items are not', 3],
])('reads long texts, and short ones beside them, where %s', async (_, stride) => {
  const texts = ['b', 'c'.repeat(100_000), 'a', `${'a'.repeat(9000)}é`];
  const runs = Array.from({ length: 400 }, (_, at) => at * stride);
  room.record(new Map(runs.map((item, at) => [item, { outputs: { text: texts[at % 4] ?? '' } }])));
  const selected = selectItemsNow(context(), { states: ['done'], sort: 'text' });
  if (selected.kind === 'error') throw new Error(selected.error.message);
  const having = (text: number): readonly number[] => runs.filter((_, at) => at % 4 === text);
  expect([...selected.items]).toEqual([2, 3, 0, 1].flatMap(having));
});

it('reads rows whose ids have gaps, because their neighbours belong to later attempts', () => {
  const all = Array.from({ length: ITEMS }, (_, at) => at);
  room.record(new Map(all.map((at) => [at, { error: 'no' }])));
  room.record(new Map(all.filter((at) => at % 4 === 1).map((at) => [at, { outputs: { y: -at } }])));
  room.record(new Map(all.filter((at) => at % 4 !== 1).map((at) => [at, { outputs: { y: -at } }])));
  const selected = selectItemsNow(context(), { sort: 'y', descending: true });
  if (selected.kind === 'error') throw new Error(selected.error.message);
  expect([...selected.items]).toEqual(all);
});

it('answers what is known while other columns are being read', async () => {
  room.record(new Map([[10, { outputs: { y: 1 } }]]));
  const known = await distributionsOf(context(), { file: '', columns: ['a', 'y'] });
  expect(known.map(({ column }) => column)).toEqual(['y', 'a']);
  room.view.memory.loading = new Promise(() => undefined);
  const selected = await selectItems(context(), { where: 'y == 1', sort: 'y' });
  expect(selected.kind === 'items' && [...selected.items]).toEqual([10]);
});

it('waits for what is being read where something has changed', async () => {
  room.record(new Map([[10, { outputs: { y: 1 } }]]));
  const known = await distributionsOf(context(), { file: '', columns: ['y'] });
  expect(known.map(({ items }) => items)).toEqual([ITEMS]);
  const reading = Promise.withResolvers<void>();
  room.view.memory.loading = reading.promise;
  room.record(new Map([[20, { outputs: { y: 1 } }]]));
  const selected = selectItems(context(), { where: 'y == 1' });
  reading.resolve();
  const answer = await selected;
  expect(answer.kind === 'items' && [...answer.items]).toEqual([10, 20]);
});
