import { expect, it } from 'vitest';
import type { Channel } from '../../protocol/channel.ts';
import type { Neighbours } from '../../protocol/neighbours.ts';
import type { ResultsHost } from '../../protocol/results.ts';
import { newSignals } from '../../webview/signals.ts';
import { newVisiting } from '../../webview/visiting.ts';

it('goes on from the item that is being shown, though the neighbours of the one before still stand there', async () => {
  const visited: number[] = [];
  const open: (() => void)[] = [];
  const besides = (item: number): readonly Neighbours[] => [{ name: 'a', value: item, after: { item: item + 10, value: item + 10 } }];
  // SAFETY: a visit asks for nothing else.
  const host = {
    item: ({ item = 0 }: { readonly item?: number }) =>
      Promise.resolve({ item, key: `${item}`, state: 'done' }).finally(() => visited.push(item)),
    neighbours: ({ item }: { readonly item: number }) => new Promise((resolve) => open.push(() => resolve(besides(item)))),
    files: () => Promise.resolve(null),
  } as unknown as Channel<ResultsHost>;
  const visiting = newVisiting(host, newSignals(), () => undefined);
  const answerNext = async (): Promise<void> => {
    await expect.poll(() => open.length).toBe(1);
    open.shift()?.();
  };
  const first = visiting.select('0');
  await answerNext();
  await first;
  const second = visiting.step('after');
  await expect.poll(() => visited).toEqual([0, 10]);
  const others = [visiting.step('after', 'a'), visiting.step('after')];
  await answerNext();
  await second;
  await answerNext();
  await answerNext();
  await Promise.all(others);
  expect(visited).toEqual([0, 10, 20, 30]);
});
