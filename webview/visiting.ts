import { batch } from '@preact/signals';
import type { Channel } from '../protocol/channel.ts';
import type { ItemChoice, ResultsHost } from '../protocol/results.ts';
import type { Signals } from './signals.ts';

/** Looking at single items, one after the other. */
export interface Visiting {
  select(key: string | null): Promise<void>;
  /** Reads the shown item again. */
  revisit(): Promise<void>;
  /** To the item beside the one that is being shown, along a parameter or the marked one. */
  step(by: 'before' | 'after', name?: string): Promise<void>;
  /** Marks another parameter. */
  turn(by: -1 | 1): void;
}

export function newVisiting(host: Channel<ResultsHost>, signals: Signals, save: () => void): Visiting {
  const { axis, files, neighbours, selected } = signals;
  let visit = 0;
  const show = async (choice: ItemChoice | null): Promise<void> => {
    const mine = ++visit;
    const item = choice === null ? null : await host.item(choice);
    if (mine !== visit) return;
    if (item?.key !== selected.value?.key) files.value = null;
    selected.value = item;
    save();
    const [beside, left] = await Promise.all([
      item && item.state !== 'orphan' ? host.neighbours({ item: item.item }) : [],
      item && host.files({ key: item.key }),
    ]);
    if (mine !== visit) return;
    batch(() => {
      files.value = left;
      neighbours.value = beside;
      if (!beside.some(({ name }) => name === axis.value)) axis.value = beside[0]?.name ?? null;
    });
  };
  let showing = Promise.resolve();
  const visitNext = (choice: ItemChoice | null): Promise<void> => (showing = show(choice));
  return {
    select: (key) => visitNext(key === null ? null : { key }),
    revisit: () => (selected.value ? visitNext({ key: selected.value.key }) : Promise.resolve()),
    async step(by, name = axis.value ?? '') {
      // Until an item is shown whole, those that stand there are beside the one before; another step may have begun by then.
      for (let awaited; awaited !== showing; ) {
        awaited = showing;
        await Promise.allSettled([awaited]);
      }
      const to = neighbours.value.find((one) => one.name === name)?.[by];
      if (to) await visitNext({ item: to.item });
    },
    turn(by) {
      const names = neighbours.value.map(({ name }) => name);
      const at = names.indexOf(axis.value ?? '') + by;
      axis.value = names[(at + names.length) % Math.max(1, names.length)] ?? null;
    },
  };
}
