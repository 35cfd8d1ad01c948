import type { Column, Row } from '../../protocol/runner.ts';
import { cellCondition } from '../condition.ts';
import type { Model } from '../model.ts';
import { cellText } from './cells.ts';

/** A cell by its place in the order of rows and columns. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

interface RowProps {
  readonly model: Model;
  readonly position: number;
  readonly columns: readonly Column[];
  /** Where the keyboard is. */
  readonly focused: Cell;
  readonly onSelect: (row: Row | undefined, cell: Cell) => void;
}

/** One row: a click shows the item, the button in a cell narrows the filter to its value. */
export function RowView({ model, position, columns, focused, onSelect }: RowProps) {
  const row = model.rows.value.row(position);
  const selected = row !== undefined && row.key === model.selected.value?.key;
  const here = focused.row === position;
  const name = ['row', row && `state-${row.state}`, here && 'focused', selected && 'selected'].filter(Boolean).join(' ');
  return (
    <div class={name} role="row" aria-rowindex={position + 2} aria-selected={selected}>
      {columns.map((column, at) => (
        <span
          key={column.id}
          id={cellId(position, at)}
          role="gridcell"
          aria-colindex={at + 1}
          class={cellClass(column, here && at === focused.column)}
          title={row && cellText(row, column)}
          onClick={() => onSelect(row, { row: position, column: at })}
        >
          {column.id === 'state' && row && <span class="dot" aria-hidden="true" />}
          {row ? cellText(row, column) : '…'}
          <Narrow model={model} condition={row && cellCondition(row, column)} />
        </span>
      ))}
    </div>
  );
}

function Narrow({ model, condition }: { readonly model: Model; readonly condition: string | undefined }) {
  if (condition === undefined) return null;
  const narrow = (event: MouseEvent): void => {
    event.stopPropagation();
    model.narrow(condition);
  };
  return (
    <button
      type="button"
      class="narrow"
      tabIndex={-1}
      aria-label={`Filter by ${condition}`}
      title={`Filter by ${condition}`}
      onClick={narrow}
    >
      <span class="codicon codicon-filter" aria-hidden="true" />
    </button>
  );
}

/** Identity of a cell in the document. */
export function cellId(position: number, column: number): string {
  return `cell-${position}-${column}`;
}

function cellClass(column: Column, focused: boolean): string {
  const kind = column.id === 'error' || column.id === 'state' ? column.id : 'value';
  return `cell kind-${column.kind} column-${kind}${focused ? ' at' : ''}`;
}
