import { expect, it, onTestFinished } from 'vitest';
import { neighboursOf } from '../../../runner/results/neighbours.ts';
import { selectRoom } from './selectRoom.ts';

it('finds the items beside one along each parameter, of the same replicate', async () => {
  const room = await selectRoom('parameters:\n  a: [3, 1, 2]\n  b: [x, y]\n  c: 7\nreplicates: 2\n');
  onTestFinished(() => room.close());
  const { plan } = room.view;
  const itemOf = (a: number, b: string, replicate: number): number =>
    Array.from({ length: plan.items }, (_, item) => item).find((item) => {
      const { point, replicate: own } = plan.item(item);
      return point.get('a') === a && point.get('b') === b && own === replicate;
    }) ?? -1;
  expect(await neighboursOf(room, itemOf(2, 'x', 1))).toEqual([
    { name: 'a', value: 2, before: { item: itemOf(1, 'x', 1), value: 1 }, after: { item: itemOf(3, 'x', 1), value: 3 } },
    { name: 'b', value: 'x', after: { item: itemOf(2, 'y', 1), value: 'y' } },
  ]);
  expect(await neighboursOf(room, itemOf(1, 'y', 0))).toEqual([
    { name: 'a', value: 1, after: { item: itemOf(2, 'y', 0), value: 2 } },
    { name: 'b', value: 'y', before: { item: itemOf(1, 'x', 0), value: 'x' } },
  ]);
});
