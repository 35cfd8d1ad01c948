import { columnsInView, type PlacedColumn } from './arrange.ts';

/** A column as each of its cells is drawn: made once for all rows, so that a row that has not changed is told by identity. */
export interface DrawnColumn {
  readonly placed: PlacedColumn;
  /** From 0, hidden columns left out. */
  readonly place: number;
  readonly className: string;
  readonly style: Readonly<Record<string, string>>;
}

/** The columns in view, with the room of those that are not drawn before the first of them. */
export function drawnColumns(
  all: readonly PlacedColumn[],
  view: { readonly left: number; readonly width: number },
): readonly DrawnColumn[] {
  const { columns, skipped } = columnsInView(all, view);
  return columns.map((placed, at) => ({
    placed,
    place: all.indexOf(placed),
    className: `cell kind-${placed.column.kind}${placed.column.id === 'error' ? ' column-error' : ''}${placed.pinned ? ' pinned' : ''}`,
    style: styleOf(placed, !placed.pinned && columns[at - 1]?.pinned !== false ? skipped : 0),
  }));
}

/** Pinned cells stay at the left edge. */
function styleOf({ width, left, pinned }: PlacedColumn, before: number): DrawnColumn['style'] {
  return {
    width: `${width}px`,
    ...(pinned ? { left: `${left}px` } : {}),
    ...(before > 0 ? { 'margin-left': `${before}px` } : {}),
  };
}
