import type { Model } from './model.ts';
import { tableColumns } from './table/cells.ts';

/** What is shown, which columns, and how rows leave the page. */
export function Toolbar({ model }: { readonly model: Model }) {
  const view = model.view.value;
  const failed = model.status.value?.failed ?? 0;
  return (
    <div class="toolbar">
      <div role="group" aria-label="View" class="switch">
        <button type="button" aria-pressed={view === 'table'} onClick={() => model.show('table')}>
          Table
        </button>
        <button type="button" aria-pressed={view === 'failures'} onClick={() => model.show('failures')}>
          Failures{failed > 0 ? ` (${failed})` : ''}
        </button>
      </div>
      {view === 'table' && (
        <>
          <ColumnChoice model={model} />
          <button type="button" onClick={() => void model.copyRows('csv')}>
            Copy as CSV
          </button>
          <button type="button" onClick={() => void model.copyRows('json')}>
            Copy as JSON
          </button>
        </>
      )}
      <span class="note" role="status">
        {model.done.value}
      </span>
    </div>
  );
}

function ColumnChoice({ model }: { readonly model: Model }) {
  const columns = tableColumns(model.columns.value);
  const hidden = columns.filter((column) => model.hidden.value.has(column.id)).length;
  return (
    <details class="columns" onKeyDown={closeOnEscape}>
      <summary>Columns{hidden > 0 ? ` (${hidden} hidden)` : ''}</summary>
      <fieldset>
        <legend>Shown columns</legend>
        {columns.map(({ id }) => (
          <label key={id}>
            <input type="checkbox" checked={!model.hidden.value.has(id)} onChange={() => model.toggleColumn(id)} />
            {id}
          </label>
        ))}
      </fieldset>
    </details>
  );
}

function closeOnEscape(event: KeyboardEvent & { readonly currentTarget: HTMLDetailsElement }): void {
  if (event.key !== 'Escape') return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector('summary')?.focus();
}
