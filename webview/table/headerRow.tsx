import { t } from '@vscode/l10n';
import { plainText } from '../../protocol/plainText.ts';
import type { Model } from '../model.ts';
import type { PlacedColumn } from './arrange.ts';
import type { DrawnColumn } from './drawnColumns.ts';
import { Unit } from '../unit.tsx';
import { SpreadView } from './spreadView.tsx';

interface HeaderProps {
  readonly model: Model;
  readonly columns: readonly DrawnColumn[];
}

/**
 * Column names with the spread of their values. A click, Enter or Space sorts: up, down, not at all. Columns are moved by
 * dragging or Alt+arrows, made wider at their right edge or by Alt+Shift+arrows, pinned by Alt+P.
 */
export function HeaderRow({ model, columns }: HeaderProps) {
  return (
    <div class="row head" role="row" aria-rowindex={1}>
      {columns.map((drawn) => (
        <Head key={drawn.placed.column.id} model={model} drawn={drawn} />
      ))}
    </div>
  );
}

function Head({ model, drawn }: { readonly model: Model; readonly drawn: DrawnColumn }) {
  const { placed, place, className, style } = drawn;
  const { column } = placed;
  const sort = model.sort.value;
  const direction = sort?.id === column.id ? directionOf(sort.descending) : undefined;
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    const id = event.dataTransfer?.getData('text/plain') ?? '';
    const from = model.placed.value.findIndex((one) => one.column.id === id);
    if (from >= 0) model.moveColumn(id, place - from);
  };
  return (
    <span
      role="columnheader"
      aria-colindex={place + 1}
      aria-sort={direction ?? 'none'}
      class={className}
      style={style}
      draggable
      onDragStart={(event) => event.dataTransfer?.setData('text/plain', column.id)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      <button
        type="button"
        title={t('Sort by {0}\nAlt+←→: move · Alt+Shift+←→: width · Alt+P: pin', plainText(column.id))}
        onClick={() => model.sortBy(column.id)}
        onKeyDown={(event) => keyOn(model, placed, event)}
      >
        {placed.pinned && <span class="codicon codicon-pinned" aria-hidden="true" />}
        {plainText(column.id)}
        <Unit unit={column.unit} />
        {direction && <span class={`codicon codicon-arrow-${direction === 'ascending' ? 'up' : 'down'}`} aria-hidden="true" />}
      </button>
      <SpreadView spread={model.spreads.value.get(column.id)} />
      <span class="resizer" aria-hidden="true" onPointerDown={(event) => resize(model, placed, event)} />
    </span>
  );
}

const STEPS: ReadonlyMap<string, number> = new Map([
  ['ArrowLeft', -1],
  ['ArrowRight', 1],
]);

function keyOn(model: Model, { column, width }: PlacedColumn, event: KeyboardEvent): void {
  const by = STEPS.get(event.key) ?? 0;
  if (!event.altKey || (by === 0 && event.code !== 'KeyP')) return;
  event.preventDefault();
  if (by === 0) model.pinColumn(column.id);
  else if (event.shiftKey) model.resizeColumn(column.id, width + 16 * by);
  else model.moveColumn(column.id, by);
}

/** Follows the pointer until it is let go. */
function resize(model: Model, { column, width }: PlacedColumn, event: PointerEvent): void {
  if (!(event.target instanceof HTMLElement)) return;
  event.preventDefault();
  const handle = event.target;
  const start = event.clientX;
  handle.setPointerCapture(event.pointerId);
  const move = ({ clientX }: PointerEvent): void => model.resizeColumn(column.id, width + clientX - start);
  handle.addEventListener('pointermove', move);
  handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', move), { once: true });
}

function directionOf(descending: boolean): 'ascending' | 'descending' {
  return descending ? 'descending' : 'ascending';
}
