import type { Layout } from '../protocol/results.ts';
import type { Signals } from './signals.ts';
import { moved } from './table/arrange.ts';
import { tableColumns } from './table/cells.ts';

/** How the columns of the table are arranged. */
export interface Arranging {
  toggleColumn(id: string): void;
  moveColumn(id: string, by: number): void;
  resizeColumn(id: string, width: number): void;
  pinColumn(id: string): void;
  /** Shows only columns in which rows differ, or all again. */
  differing(only: boolean): void;
  /** All columns as they come. */
  resetColumns(): void;
}

/** Which replicates stand in one row. */
export interface Folding {
  /** One row for the replicates of a point, or a row for each item. */
  fold(folded: boolean): void;
  /** Shows the replicates of a folded point, or hides them again. */
  unfold(point: number): void;
}

export function arranging({ columns, effective, layout, placed }: Signals, save: () => void): Arranging {
  const change = (next: Partial<Layout>): void => {
    layout.value = { ...effective.value, ...next };
    save();
  };
  const toggled = (list: readonly string[], id: string): readonly string[] =>
    list.includes(id) ? list.filter((one) => one !== id) : [...list, id];
  return {
    toggleColumn: (id) => change({ hidden: toggled(effective.value.hidden, id) }),
    moveColumn: (id, by) => change({ order: moved(placed.value, id, by) }),
    resizeColumn: (id, width) => change({ widths: { ...effective.value.widths, [id]: Math.round(Math.max(40, Math.min(1000, width))) } }),
    pinColumn: (id) => change({ pinned: toggled(effective.value.pinned, id) }),
    differing: (only) => change({ differing: only }),
    // An order of its own, or the columns of the task file would come back.
    resetColumns: () =>
      change({ hidden: [], order: tableColumns(columns.value).map(({ id }) => id), pinned: [], widths: {}, differing: false }),
  };
}

export function folding({ layout, unfolded }: Signals, refresh: () => void): Folding {
  return {
    fold(folded) {
      layout.value = { ...layout.value, folded };
      refresh();
    },
    unfold(point) {
      const others = [...unfolded.value].filter((one) => one !== point);
      unfolded.value = new Set(unfolded.value.has(point) ? others : [...others.slice(1 - MOST_OPEN), point]);
      refresh();
    },
  };
}

/** Points whose replicates can be shown at once. */
const MOST_OPEN = 1000;
