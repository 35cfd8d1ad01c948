import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { Views } from '../../runner/views.ts';
import { selectRoom } from './results/selectRoom.ts';

const TASK = 'parameters: { a: { min: 1, max: 30000, num: 30000 } }\n';
const FATE = { outputs: { y: 1 } };

test('a view that is read while results come has all of them, and is read once for all who ask', async () => {
  const room = await selectRoom(TASK);
  onTestFinished(() => room.close());
  room.record(new Map([[0, FATE]]));
  const views = new Views(room.store);
  const asked = [views.of(room.loaded), views.of(room.loaded)];
  await turn();
  room.record(new Map([[29_999, FATE]]));
  const [first, second] = await Promise.all(asked);
  expect(first?.account()).toMatchObject({ items: 30_000, done: 2, pending: 29_998 });
  expect(second).toBe(first);
});

test('a view that is read while results of another objective come is carried on', async () => {
  const room = await selectRoom(TASK);
  onTestFinished(() => room.close());
  room.record(new Map([[0, FATE]]));
  const views = new Views(room.store);
  const asked = views.of(room.loaded);
  await turn();
  const before = room.store.revision();
  room.record(new Map([[1, FATE]]));
  // Said to be of another objective: so the view that was begun stands, with or without that row.
  views.carry(before, room.store.revision(), 'python other:f');
  const view = await asked;
  expect(view.revision).toBe(room.store.revision());
  expect(await views.of(room.loaded)).toBe(view);
});
