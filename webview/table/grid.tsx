import { t } from '@vscode/l10n';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Model } from '../model.ts';
import type { HowToChoose } from '../choosing.ts';
import { columnsInView, type PlacedColumn } from './arrange.ts';
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
  const select = (event: MouseEvent, cell: Cell): void => {
    setFocused(cell);
    void model.choose(cell.row, howOf(event));
  };
  const positions = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  const { columns, skipped } = columnsInView(placed, view);
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
        <HeaderRow model={model} columns={columns} skipped={skipped} />
        <div class="rows" role="presentation" style={{ height: `${height}px` }}>
          <div class="window" role="presentation" data-arrivals={model.arrivals.value} style={{ transform: `translateY(${top}px)` }}>
            {positions.map((position) => (
              <RowView
                key={position}
                model={model}
                position={position}
                columns={columns}
                skipped={skipped}
                focused={focused}
                onSelect={select}
              />
            ))}
          </div>
        </div>
      </div>
    </div>
  );
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
    document.getElementById(cellId(next.row, next.column))?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
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
