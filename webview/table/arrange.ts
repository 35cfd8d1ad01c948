import type { Layout } from '../../protocol/results.ts';
import type { Column } from '../../protocol/runner.ts';
import { tableColumns } from './cells.ts';

/** A column with its place in the table, in pixels. */
export interface PlacedColumn {
  readonly column: Column;
  readonly width: number;
  /** From the left edge of the row. */
  readonly left: number;
  readonly pinned: boolean;
}

/** A layout, or what the task file wants where a person has arranged nothing: its columns in its order, no other parameter or output. */
export function effectiveLayout(layout: Layout, suggested: readonly string[], columns: readonly Column[]): Layout {
  if (suggested.length === 0 || layout.order.length + layout.hidden.length + layout.pinned.length > 0) return layout;
  const hidden = columns.filter(({ id, kind }) => kind !== 'item' && !suggested.includes(id)).map(({ id }) => id);
  return { ...layout, order: [...STANDING, ...suggested.filter((id) => !STANDING.includes(id))], hidden };
}

const STANDING: readonly string[] = ['index', 'replicate', 'state'];

/** All columns in the order of a layout, hidden ones too: pinned ones first, then those that a person has ordered, then the others. */
export function orderedColumns(columns: readonly Column[], { order, pinned }: Pick<Layout, 'order' | 'pinned'>): readonly Column[] {
  const placeIn = (list: readonly string[], id: string): number => (list.includes(id) ? list.indexOf(id) : list.length);
  return tableColumns(columns).toSorted(
    (a, b) => placeIn(pinned, a.id) - placeIn(pinned, b.id) || placeIn(order, a.id) - placeIn(order, b.id),
  );
}

/** The columns that are shown, in their places. `same`: columns in which all shown rows are alike. */
export function arrange(columns: readonly Column[], layout: Layout, same: ReadonlySet<string>): readonly PlacedColumn[] {
  const hidden = new Set(layout.hidden);
  const folded = layout.folded && columns.some(({ id, varies }) => id === 'replicate' && varies);
  let left = 0;
  return orderedColumns(columns, layout)
    .filter(({ id }) => !hidden.has(id) && !(layout.differing && same.has(id)))
    .map((column) => {
      const width = layout.widths[column.id] ?? Math.max(widthOf(column), folded && isSummed(column) ? FOLDED : 0);
      const placed = { column, width, left, pinned: layout.pinned.includes(column.id) };
      left += width;
      return placed;
    });
}

/** The columns to draw for a part of the table that is in view: pinned ones always, with the pixels that the others skip. */
export function columnsInView(
  placed: readonly PlacedColumn[],
  view: { readonly left: number; readonly width: number },
): { readonly columns: readonly PlacedColumn[]; readonly skipped: number } {
  const pinned = placed.filter((one) => one.pinned);
  const others = placed.filter(
    (one) => !one.pinned && one.left + one.width > view.left - MARGIN && one.left < view.left + view.width + MARGIN,
  );
  const first = placed.find((one) => !one.pinned);
  return { columns: [...pinned, ...others], skipped: (others[0]?.left ?? 0) - (first && others.length > 0 ? first.left : 0) };
}

/** The order after a column was moved by some places among those that are shown. */
export function moved(shown: readonly PlacedColumn[], id: string, by: number): readonly string[] {
  const ids = shown.map(({ column }) => column.id);
  const from = ids.indexOf(id);
  if (from < 0) return ids;
  ids.splice(from, 1);
  ids.splice(Math.max(0, Math.min(ids.length, from + by)), 0, id);
  return ids;
}

/** Whether a folded row says more in a column than an item does: mean and interval, or several states. */
function isSummed({ id, kind }: Column): boolean {
  return kind === 'output' || kind === 'derived' || id === 'state';
}

const FOLDED = 150;

function widthOf({ id, unit }: Column): number {
  if (id === 'error') return 420;
  if (id === 'state') return 96;
  return Math.max(90, Math.min(220, 44 + 7 * (id.length + (unit === undefined ? 0 : unit.length + 3))));
}

const MARGIN = 300;
