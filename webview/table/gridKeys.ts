import type { Row } from '../../protocol/runner.ts';
import { cellCondition } from '../condition.ts';
import type { Model } from '../model.ts';
import type { Cell } from './rowView.tsx';

interface KeyPlace {
  readonly model: Model;
  readonly focused: Cell;
  /** Rows of a page. */
  readonly page: number;
  readonly total: number;
  moveTo(row: number, column: number): Cell;
}

/**
 * What a key does in the table; false when it means nothing. Arrows, Page and Home/End walk, with Shift they choose rows;
 * Space chooses one, Ctrl+A all; + and - show and hide the replicates of a folded point; Enter shows the item, F narrows the filter to the value, Delete deletes, Ctrl+C copies,
 * Escape lets go.
 */
export function actOnKey(event: KeyboardEvent, place: KeyPlace): boolean {
  const { model, focused, moveTo } = place;
  const step = event.ctrlKey || event.metaKey || event.altKey ? undefined : stepOf(event.key, place);
  if (step) {
    if (event.shiftKey && step[0] !== 0) model.anchor(focused.row);
    const next = moveTo(focused.row + step[0], focused.column + step[1]);
    if (event.shiftKey && step[0] !== 0) void model.choose(next.row, 'range');
    return true;
  }
  return event.ctrlKey || event.metaKey ? actWithControl(event, place) : actOnRow(event, place);
}

function actWithControl({ key }: KeyboardEvent, { model, focused }: KeyPlace): boolean {
  switch (key) {
    case 'a':
      void model.chooseAll();
      return true;
    case 'c':
      void model.copyRows('csv');
      return true;
    case ' ':
      void model.choose(focused.row, 'toggle');
      return true;
    default:
      return false;
  }
}

function actOnRow(event: KeyboardEvent, { model, focused }: KeyPlace): boolean {
  const { key } = event;
  if (event.altKey) return stepOnKey(model, event);
  const row = model.rows.value.row(focused.row);
  const column = model.placed.value[focused.column]?.column;
  if (key === 'Escape') model.letGo();
  else if (key === ' ') void model.choose(focused.row, 'toggle');
  else if (key === 'Delete' && model.chosen.value.size > 0) void model.act('delete');
  else if (key === 'Enter' && row) void model.select(row.key);
  else if ((key === '+' || key === '-') && row) unfoldTo(model, row, key === '+');
  else if (key === 'f' && row && column) narrowTo(model, cellCondition(row, column));
  else return false;
  return true;
}

/** Alt+arrows go to the items beside the shown one: left and right along the marked parameter, up and down to another one. */
export function stepOnKey(model: Model, event: KeyboardEvent): boolean {
  if (!model.selected.value || !event.altKey || event.ctrlKey || event.shiftKey || !event.key.startsWith('Arrow')) return false;
  event.preventDefault();
  if (event.key === 'ArrowLeft') void model.step('before');
  else if (event.key === 'ArrowRight') void model.step('after');
  else model.turn(event.key === 'ArrowUp' ? -1 : 1);
  return true;
}

/** Shows or hides the replicates of the point of a row. */
function unfoldTo(model: Model, { index }: Row, open: boolean): void {
  if (model.layout.value.folded && model.unfolded.value.has(index) !== open) model.unfold(index);
}

function narrowTo(model: Model, condition: string | undefined): void {
  if (condition !== undefined) model.narrow(condition);
}

/** How many rows and columns a key moves by. */
function stepOf(key: string, { page, total }: KeyPlace): readonly [rows: number, columns: number] | undefined {
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
