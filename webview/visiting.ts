import { batch } from '@preact/signals';
import type { Channel } from '../protocol/channel.ts';
import type { ItemChoice, ResultsHost } from '../protocol/results.ts';
import type { Signals } from './signals.ts';

/** Looking at single items, one after the other. */
export interface Visiting {
  select(key: string | null): Promise<void>;
  goTo(item: number): Promise<void>;
  /** Reads the shown item again. */
  revisit(): Promise<void>;
  /** To the item beside, along the marked parameter. */
  step(by: 'before' | 'after'): Promise<void>;
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
  return {
    select: (key) => show(key === null ? null : { key }),
    goTo: (item) => show({ item }),
    revisit: () => (selected.value ? show({ key: selected.value.key }) : Promise.resolve()),
    async step(by) {
      const to = neighbours.value.find(({ name }) => name === axis.value)?.[by];
      if (to) await show({ item: to.item });
    },
    turn(by) {
      const names = neighbours.value.map(({ name }) => name);
      const at = names.indexOf(axis.value ?? '') + by;
      axis.value = names[(at + names.length) % Math.max(1, names.length)] ?? null;
    },
  };
}
