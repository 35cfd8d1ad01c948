import { t } from '@vscode/l10n';
import { useState } from 'preact/hooks';
import { plainText } from '../../protocol/plainText.ts';
import type { Row } from '../../protocol/runner.ts';
import { cellCondition } from '../condition.ts';
import type { Model } from '../model.ts';
import type { PlacedColumn } from './arrange.ts';
import { cellText } from './cells.ts';

/** A cell by its place in the order of rows and columns. */
export interface Cell {
  readonly row: number;
  readonly column: number;
}

interface RowProps {
  readonly model: Model;
  readonly position: number;
  readonly columns: readonly PlacedColumn[];
  /** Pixels that are left out before the first column that is not pinned. */
  readonly skipped: number;
  /** Where the keyboard is. */
  readonly focused: Cell;
  readonly onSelect: (event: MouseEvent, cell: Cell) => void;
}

/** One row: a click shows the item, with Ctrl or Shift it chooses more; the button in a cell narrows the filter to its value. */
export function RowView({ model, position, columns, skipped, focused, onSelect }: RowProps) {
  const [hovered, setHovered] = useState(false);
  const all = model.placed.value;
  const row = model.rows.value.row(position);
  const selected = row !== undefined && (model.chosen.value.has(row.key) || row.key === model.selected.value?.key);
  const here = focused.row === position;
  const name = [
    'row',
    row && `state-${row.state}`,
    row && isReplicate(model, row) && 'replicate',
    here && 'focused',
    selected && 'selected',
  ]
    .filter(Boolean)
    .join(' ');
  return (
    <div
      class={name}
      role="row"
      aria-rowindex={position + 2}
      aria-selected={selected}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
    >
      {columns.map((placed, at) => {
        const { column } = placed;
        const place = all.indexOf(placed);
        const text = row ? cellText(row, column) : '…';
        return (
          <span
            key={column.id}
            id={cellId(position, place)}
            role="gridcell"
            aria-colindex={place + 1}
            class={cellClass(placed, here && place === focused.column)}
            style={cellPlace(placed, !placed.pinned && columns[at - 1]?.pinned !== false ? skipped : 0)}
            title={text}
            onClick={(event) => onSelect(event, { row: position, column: place })}
          >
            {place === 0 && row?.fold && <Unfold model={model} row={row} />}
            {column.id === 'state' && row && <StateIcon state={row.state} />}
            {text}
            {hovered && row && <Narrow model={model} condition={cellCondition(row, column)} />}
          </span>
        );
      })}
    </div>
  );
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

/** Whether a row is one of the items of a point that is shown unfolded. */
function isReplicate(model: Model, { fold, index }: Row): boolean {
  return !fold && model.layout.value.folded && model.unfolded.value.has(index);
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

/** Identity of a cell in the document. */
export function cellId(position: number, column: number): string {
  return `cell-${position}-${column}`;
}

/** Width, and where it stands: pinned cells stay at the left edge, the first of the others leaves room for those that are not drawn. */
export function cellPlace({ width, left, pinned }: PlacedColumn, before: number): Record<string, string> {
  return {
    width: `${width}px`,
    flex: 'none',
    ...(pinned ? { left: `${left}px` } : {}),
    ...(before > 0 ? { 'margin-left': `${before}px` } : {}),
  };
}

function cellClass({ column, pinned }: PlacedColumn, focused: boolean): string {
  const kind = column.id === 'error' || column.id === 'state' ? column.id : 'value';
  return `cell kind-${column.kind} column-${kind}${pinned ? ' pinned' : ''}${focused ? ' at' : ''}`;
}
