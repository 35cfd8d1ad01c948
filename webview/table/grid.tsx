import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Column, Row } from '../../protocol/runner.ts';
import { cellCondition } from '../condition.ts';
import type { Model } from '../model.ts';
import { shownColumns } from './cells.ts';
import { HeaderRow } from './headerRow.tsx';
import { type Cell, cellId, RowView } from './rowView.tsx';
import { ROW_HEIGHT, scrollTo, viewportOf } from './viewport.ts';

/**
 * The virtual table: draws the rows in view, asks for those that are missing, and is walked with the arrow keys. Enter
 * shows the item, F narrows the filter to the value under the keyboard.
 */
export function Grid({ model }: { readonly model: Model }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<Cell>({ row: 0, column: 0 });
  const total = model.total.value;
  const rows = model.rows.value;
  const columns = shownColumns(model.columns.value, model.hidden.value);
  const { measure, clientHeight, viewport } = useViewport(scroller, total);
  const { first, last, top, height } = viewport;
  useLayoutEffect(() => {
    if (total > 0) rows.want(first, last);
  }, [rows, first, last, total]);
  const moveTo = (row: number, column: number): void => {
    const next = { row: within(row, total), column: within(column, columns.length) };
    setFocused(next);
    if (next.row <= first + 2 || next.row >= last - 2) scroller.current?.scrollTo({ top: scrollTo(next.row, total, clientHeight) });
    document.getElementById(cellId(next.row, next.column))?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    // Buttons of the head take their own keys.
    if (event.target !== event.currentTarget) return;
    const step = stepOf(event.key, Math.floor(clientHeight / ROW_HEIGHT) - 1, total);
    if (step) moveTo(focused.row + step[0], focused.column + step[1]);
    else if (!act(model, event, { row: rows.row(focused.row), column: columns[focused.column] })) return;
    event.preventDefault();
  };
  const select = (row: Row | undefined, cell: Cell): void => {
    setFocused(cell);
    if (row) void model.select(row.key);
  };
  const positions = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  const active = total > 0 && focused.row >= first && focused.row <= last && columns.length > 0;
  return (
    <div
      class="grid"
      role="grid"
      aria-label="Results"
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={measure}
      ref={scroller}
      aria-activedescendant={active ? cellId(focused.row, within(focused.column, columns.length)) : undefined}
    >
      <HeaderRow model={model} columns={columns} />
      <div class="rows" role="presentation" style={{ height: `${height}px` }}>
        <div class="window" role="presentation" data-arrivals={model.arrivals.value} style={{ transform: `translateY(${top}px)` }}>
          {positions.map((position) => (
            <RowView key={position} model={model} position={position} columns={columns} focused={focused} onSelect={select} />
          ))}
        </div>
      </div>
    </div>
  );
}

/** Which rows are in view of the scrolled element, as it is scrolled and resized. */
function useViewport(scroller: { readonly current: HTMLDivElement | null }, total: number) {
  const [view, setView] = useState({ top: 0, height: 600 });
  const measure = (): void => {
    const element = scroller.current;
    if (element) setView({ top: element.scrollTop, height: element.clientHeight });
  };
  useLayoutEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);
  return { measure, clientHeight: view.height, viewport: viewportOf(total, view.top, view.height) };
}

/** What a key does at a cell; false when it means nothing. */
function act(model: Model, event: KeyboardEvent, at: { readonly row: Row | undefined; readonly column: Column | undefined }): boolean {
  const { row, column } = at;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  if (event.key === 'Escape') void model.select(null);
  else if (event.key === 'Enter' && row) void model.select(row.key);
  else if (event.key === 'f' && row && column) narrowTo(model, cellCondition(row, column));
  else return false;
  return true;
}

function narrowTo(model: Model, condition: string | undefined): void {
  if (condition !== undefined) model.narrow(condition);
}

function within(place: number, count: number): number {
  return Math.max(0, Math.min(count - 1, place));
}

/** How many rows and columns a key moves by. */
function stepOf(key: string, page: number, total: number): readonly [rows: number, columns: number] | undefined {
  switch (key) {
    case 'ArrowDown':
      return [1, 0];
    case 'ArrowUp':
      return [-1, 0];
    case 'ArrowRight':
      return [0, 1];
    case 'ArrowLeft':
      return [0, -1];
    case 'PageDown':
      return [page, 0];
    case 'PageUp':
      return [-page, 0];
    case 'Home':
      return [-total, 0];
    case 'End':
      return [total, 0];
    default:
      return undefined;
  }
}
