import { t } from '@vscode/l10n';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Row } from '../../protocol/runner.ts';
import type { Model } from '../model.ts';
import type { HowToChoose } from '../choosing.ts';
import type { PlacedColumn } from './arrange.ts';
import { type DrawnColumn, drawnColumns } from './drawnColumns.ts';
import { actOnKey } from './gridKeys.ts';
import { HeaderRow } from './headerRow.tsx';
import { type Cell, cellId, RowView } from './rowView.tsx';
import { ROW_HEIGHT, scrollTo, type Viewport, viewportOf } from './viewport.ts';
import './table.css';

/**
 * The virtual table: draws the rows and columns in view, asks for those that are missing, and is walked with the keyboard
 * (see `actOnKey`).
 */
export function Grid({ model }: { readonly model: Model }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [focused, setFocused] = useState<Cell>({ row: 0, column: 0 });
  const total = model.total.value;
  const rows = model.rows.value;
  const placed = model.placed.value;
  const { measure, view, viewport } = useViewport(scroller, total);
  const { first, last, top, height } = viewport;
  useLayoutEffect(() => {
    if (total > 0) rows.want(first, last);
  }, [rows, first, last, total]);
  const moveTo = useMoving({ scroller, placed, total, view, viewport, setFocused });
  const onKeyDown = (event: KeyboardEvent): void => {
    // Buttons of the head take their own keys.
    if (event.target !== event.currentTarget) return;
    const page = Math.floor(view.height / ROW_HEIGHT) - 2;
    if (actOnKey(event, { model, focused, page, total, moveTo })) event.preventDefault();
  };
  const select = useCallback(
    (event: MouseEvent, cell: Cell): void => {
      setFocused(cell);
      void model.choose(cell.row, howOf(event));
    },
    [model],
  );
  const columns = useMemo(() => drawnColumns(placed, view), [placed, view.left, view.width]);
  const active = total > 0 && focused.row >= first && focused.row <= last && placed.length > 0;
  return (
    <div
      class="grid"
      role="grid"
      aria-label={t('Results')}
      aria-multiselectable
      aria-rowcount={total + 1}
      aria-colcount={placed.length}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onScroll={measure}
      ref={scroller}
      aria-activedescendant={active ? cellId(focused.row, within(focused.column, placed.length)) : undefined}
    >
      <div class="sheet" role="presentation" style={{ width: `${placed.reduce((sum, one) => sum + one.width, 0)}px` }}>
        <HeaderRow model={model} columns={columns} />
        <div class="rows" role="presentation" style={{ height: `${height}px` }}>
          <div class="window" role="presentation" style={{ transform: `translateY(${top}px)` }}>
            <Rows model={model} viewport={viewport} columns={columns} focused={focused} onSelect={select} />
          </div>
        </div>
      </div>
    </div>
  );
}

interface RowsProps {
  readonly model: Model;
  readonly viewport: Viewport;
  readonly columns: readonly DrawnColumn[];
  readonly focused: Cell;
  readonly onSelect: (event: MouseEvent, cell: Cell) => void;
}

/** The rows in view. Each stands in the elements of one that has left the view, so that scrolling makes none. */
function Rows({ model, viewport: { first, last, size }, columns, focused, onSelect }: RowsProps) {
  const { rows, chosen, selected, unfolded, layout } = model;
  // Rows come into the cache, which is no signal: this one says so.
  void model.arrivals.value;
  const isReplicate = (row: Row): boolean => !row.fold && layout.value.folded && unfolded.value.has(row.index);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => {
    const position = first + at;
    const row = rows.value.row(position);
    return (
      <RowView
        key={position % size}
        model={model}
        position={position}
        row={row}
        columns={columns}
        selected={row !== undefined && (chosen.value.has(row.key) || row.key === selected.value?.key)}
        replicate={row !== undefined && isReplicate(row)}
        at={focused.row === position ? focused.column : undefined}
        onSelect={onSelect}
      />
    );
  });
}

function howOf({ shiftKey, ctrlKey, metaKey }: MouseEvent): HowToChoose {
  if (shiftKey) return 'range';
  return ctrlKey || metaKey ? 'toggle' : 'only';
}

interface Moving {
  readonly scroller: { readonly current: HTMLDivElement | null };
  readonly placed: readonly PlacedColumn[];
  readonly total: number;
  readonly view: { readonly left: number; readonly width: number; readonly height: number };
  readonly viewport: Viewport;
  readonly setFocused: (cell: Cell) => void;
}

/** Moves the keyboard to a cell, and the cell into view. */
function useMoving({ scroller, placed, total, view, viewport, setFocused }: Moving): (row: number, column: number) => Cell {
  return (row, column) => {
    const next = { row: within(row, total), column: within(column, placed.length) };
    setFocused(next);
    const element = scroller.current;
    const { first, last } = viewport;
    if (next.row <= first + 2 || next.row >= last - 2) element?.scrollTo({ top: scrollTo(next.row, total, view.height) });
    const at = placed[next.column];
    if (at && !at.pinned && (at.left < view.left || at.left + at.width > view.left + view.width))
      element?.scrollTo({ left: Math.max(0, at.left - view.width / 3) });
    element
      ?.querySelector(`[aria-rowindex="${next.row + 2}"] > [aria-colindex="${next.column + 1}"]`)
      ?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    return next;
  };
}

/** Which rows and columns are in view of the scrolled element, as it is scrolled and resized. */
function useViewport(scroller: { readonly current: HTMLDivElement | null }, total: number) {
  const [view, setView] = useState({ top: 0, height: 600, left: 0, width: 1000 });
  const measure = (): void => {
    const element = scroller.current;
    if (element) setView({ top: element.scrollTop, height: element.clientHeight, left: element.scrollLeft, width: element.clientWidth });
  };
  useLayoutEffect(() => {
    measure();
    const observer = new ResizeObserver(measure);
    if (scroller.current) observer.observe(scroller.current);
    return () => observer.disconnect();
  }, []);
  return { measure, view, viewport: viewportOf(total, view.top, view.height) };
}

function within(place: number, count: number): number {
  return Math.max(0, Math.min(count - 1, place));
}
