import { afterAll, beforeAll, expect, it } from 'vitest';
import { refine } from '../../../runner/results/refine.ts';
import { type SelectRoom, selectRoom } from './selectRoom.ts';

/** Which axes a filter narrows, and what becomes of them. */

const TASK = `
parameters:
  a: [1.0, 2.0, 4.5]
  rate: { min: 0.01, max: 1, num: 3, scale: log }
  how: [p, q]
zip: { z: { u: [1, 2], v: [3, 4] } }
`;

let room: SelectRoom;
beforeAll(async () => {
  room = await selectRoom(TASK);
  room.record(new Map(Array.from({ length: 36 }, (_, item) => [item, { outputs: { y: item } }])));
});
afterAll(() => room.close());

async function edits(where: string): Promise<readonly string[]> {
  const { store, view } = room;
  // The text that the room writes: its run before the task.
  const text = `run: { node: ./m.mjs#run }\n${TASK}`;
  const found = await refine({ store, view, live: new Map() }, { task: view.plan.task, text }, where);
  return found.edits.map(({ name, range, text: by }) => `${name} at ${range.start.line}: ${by}`);
}

it('refines every axis that the filter narrows, at its place', async () => {
  expect(await edits('a <= 2')).toEqual(['a at 3: [1.0, 1.5, 2.0, 4.5]']);
  expect(await edits('a <= 2 and rate > 0.05')).toEqual(['a at 3: [1.0, 1.5, 2.0, 4.5]', 'rate at 4: [0.01, 0.1, 0.32, 1.0]']);
  expect(await edits('y < 12')).toEqual(['a at 3: [1.0, 1.5, 2.0, 4.5]']);
});

it.each([
  ['', 'lie over the whole of every axis'],
  ["how == 'p'", 'lie over the whole of every axis'],
  ['u == 1', 'lie over the whole of every axis'],
  ['a > 100', 'lie over the whole of every axis'],
  ['a >', 'expression'],
])('refuses %j with a sentence', async (where, sentence) => {
  await expect(edits(where)).rejects.toThrow(sentence);
});
