import { t } from '@vscode/l10n';
import { useMemo, useState } from 'preact/hooks';
import { plainText } from '../../protocol/plainText.ts';
import type { Row } from '../../protocol/runner.ts';
import { cellCondition } from '../condition.ts';
import type { Model } from '../model.ts';
import { cellText } from './cells.ts';
import type { DrawnColumn } from './drawnColumns.ts';

/** A cell by its place in the order of rows and columns. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

interface RowProps {
  readonly model: Model;
  readonly position: number;
  /** Nothing until it has arrived. */
  readonly row: Row | undefined;
  /** The same list as long as the columns stay. */
  readonly columns: readonly DrawnColumn[];
  readonly selected: boolean;
  /** One of the items of a point that is shown unfolded. */
  readonly replicate: boolean;
  /** The column where the keyboard is, if it is in this row. */
  readonly at: number | undefined;
  /** The same function always. */
  readonly onSelect: (event: MouseEvent, cell: Cell) => void;
}

/**
 * One row: a click shows the item, with Ctrl or Shift it chooses more; the button in a cell narrows the filter to its value.
 * While a table is scrolled, most of its rows stay as they are: those are not compared cell by cell.
 */
export function RowView(props: RowProps) {
  const { model, position, row, columns, selected, replicate, at, onSelect } = props;
  const [hovered, setHovered] = useState(false);
  return useMemo(
    () => (
      <div
        class={['row', row && `state-${row.state}`, replicate && 'replicate', at !== undefined && 'focused', selected && 'selected']
          .filter(Boolean)
          .join(' ')}
        role="row"
        aria-rowindex={position + 2}
        aria-selected={selected}
        onPointerEnter={() => setHovered(true)}
        onPointerLeave={() => setHovered(false)}
        onClick={(event) => onSelect(event, { row: position, column: columnOf(event) })}
      >
        {columns.map((drawn) => cellOf({ model, row, drawn, hovered, id: at === drawn.place ? cellId(position, at) : undefined }))}
      </div>
    ),
    [model, position, row, columns, selected, replicate, at, onSelect, hovered],
  );
}

interface CellProps {
  readonly model: Model;
  readonly row: Row | undefined;
  readonly drawn: DrawnColumn;
  readonly hovered: boolean;
  /** Of the cell where the keyboard is. */
  readonly id: string | undefined;
}

/** Not a component: a frame of a scrolled table draws hundreds of cells, and a component is twice the work of an element. */
function cellOf({ model, row, drawn, hovered, id }: CellProps) {
  const { place, className, style } = drawn;
  const { column } = drawn.placed;
  const text = row ? cellText(row, column) : '…';
  return (
    <span
      key={column.id}
      id={id}
      role="gridcell"
      aria-colindex={place + 1}
      class={id === undefined ? className : `${className} at`}
      style={style}
      title={hovered ? text : undefined}
    >
      {place === 0 && row?.fold && <Unfold model={model} row={row} />}
      {column.id === 'state' && row && <StateIcon state={row.state} />}
      {text}
      {hovered && row && <Narrow model={model} condition={cellCondition(row, column)} />}
    </span>
  );
}

/** The column that a click in a row meets; the first one beside all cells. */
function columnOf({ target }: MouseEvent): number {
  const cell = target instanceof Element ? target.closest('[aria-colindex]') : null;
  return Number(cell?.getAttribute('aria-colindex') ?? 1) - 1;
}

/** Shows the replicates of a folded point, or hides them again. */
function Unfold({ model, row }: { readonly model: Model; readonly row: Row }) {
  const isOpen = row.fold?.open === true;
  const label = isOpen ? t('Hide the replicates of point {0}', row.index) : t('Show the replicates of point {0}', row.index);
  const toggle = (event: MouseEvent): void => {
    event.stopPropagation();
    model.unfold(row.index);
  };
  return (
    <button type="button" class="unfold" tabIndex={-1} aria-label={label} title={label} aria-expanded={isOpen} onClick={toggle}>
      <span class={`codicon codicon-chevron-${isOpen ? 'down' : 'right'}`} aria-hidden="true" />
    </button>
  );
}

/** A state as people know it from the testing view; never by colour alone. */
export function StateIcon({ state }: { readonly state: Row['state'] }) {
  return <span class={`state codicon codicon-${ICONS[state]}`} aria-hidden="true" />;
}

const ICONS = {
  done: 'pass',
  failed: 'error',
  stale: 'history',
  running: 'sync',
  waiting: 'watch',
  pending: 'circle-large-outline',
  orphan: 'debug-disconnect',
} as const satisfies Record<Row['state'], string>;

function Narrow({ model, condition }: { readonly model: Model; readonly condition: string | undefined }) {
  if (condition === undefined) return null;
  const label = t('Filter by {0}', plainText(condition));
  const narrow = (event: MouseEvent): void => {
    event.stopPropagation();
    model.narrow(condition);
  };
  return (
    <button type="button" class="narrow" tabIndex={-1} aria-label={label} title={label} onClick={narrow}>
      <span class="codicon codicon-filter" aria-hidden="true" />
    </button>
  );
}

/** Identity of the cell where the keyboard is. */
export function cellId(position: number, column: number): string {
  return `cell-${position}-${column}`;
}
