import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Column, Row } from '../../protocol/runner.ts';
import type { Model } from '../model.ts';
import { cellText, tableColumns } from './cells.ts';
import { HeaderRow } from './headerRow.tsx';
import { ROW_HEIGHT, scrollTo, viewportOf } from './viewport.ts';

/** The virtual table: draws the rows in view, asks for those that are missing, and is walked with the arrow keys. */
export function Grid({ model }: { readonly model: Model }) {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });
  const [focused, setFocused] = useState(0);
  const total = model.total.value;
  const rows = model.rows.value;
  const columns = tableColumns(model.columns.value);
  const { first, last, top, height } = viewportOf(total, view.top, view.height);
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
  useLayoutEffect(() => {
    if (total > 0) rows.want(first, last);
  }, [rows, first, last, total]);
  const moveTo = (position: number): void => {
    const next = Math.max(0, Math.min(total - 1, position));
    setFocused(next);
    if (next <= first + 2 || next >= last - 2) scroller.current?.scrollTo({ top: scrollTo(next, total, view.height) });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows.row(focused);
    const step = stepOf(event.key, Math.floor(view.height / ROW_HEIGHT) - 1, total);
    if (step !== undefined) moveTo(focused + step);
    else if (event.key === 'Enter' && row) void model.select(row.key);
    else if (event.key === 'Escape') void model.select(null);
    else return;
    event.preventDefault();
  };
  const positions = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  return (
    <div class="grid" role="grid" aria-label="Results" aria-rowcount={total + 1} aria-colcount={columns.length} tabIndex={0} onKeyDown={onKeyDown} onScroll={measure} ref={scroller} aria-activedescendant={total > 0 ? `row-${focused}` : undefined}>
      <HeaderRow model={model} columns={columns} />
      <div class="rows" style={{ height: `${height}px` }}>
        <div class="window" data-arrivals={model.arrivals.value} style={{ transform: `translateY(${top}px)` }}>
          {positions.map((position) => (
            <RowView key={position} position={position} row={rows.row(position)} columns={columns} focused={position === focused} selected={model.selected.value?.key} onSelect={(row) => { setFocused(position); void model.select(row.key); }} />
          ))}
        </div>
      </div>
      {total === 0 && <p class="empty">{model.where.value === '' ? 'There is no item yet.' : 'No item fits the filter.'}</p>}
    </div>
  );
}

interface RowProps {
  readonly position: number;
  readonly row: Row | undefined;
  readonly columns: readonly Column[];
  readonly focused: boolean;
  readonly selected: string | undefined;
  readonly onSelect: (row: Row) => void;
}

function RowView({ position, row, columns, focused, selected, onSelect }: RowProps) {
  const name = `row${row ? ` state-${row.state}` : ''}${focused ? ' focused' : ''}${row && row.key === selected ? ' selected' : ''}`;
  return (
    <div id={`row-${position}`} class={name} role="row" aria-rowindex={position + 2} aria-selected={row !== undefined && row.key === selected} onClick={() => row && onSelect(row)}>
      {columns.map((column) => (
        <span key={column.id} role="gridcell" class={`cell kind-${column.kind} column-${column.id === 'error' || column.id === 'state' ? column.id : 'value'}`} title={row ? cellText(row, column) : undefined}>
          {column.id === 'state' && row && <span class="dot" aria-hidden="true" />}
          {row ? cellText(row, column) : '…'}
        </span>
      ))}
    </div>
  );
}

function stepOf(key: string, page: number, total: number): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return 1;
    case 'ArrowUp':
      return -1;
    case 'PageDown':
      return page;
    case 'PageUp':
      return -page;
    case 'Home':
      return -total;
    case 'End':
      return total;
    default:
      return undefined;
  }
}
