import type { Column } from '../../protocol/runner.ts';
import type { Model } from '../model.ts';

/** Column names; a click, Enter or Space sorts: up, down, not at all. */
export function HeaderRow({ model, columns }: { readonly model: Model; readonly columns: readonly Column[] }) {
  const sort = model.sort.value;
  return (
    <div class="row head" role="row" aria-rowindex={1}>
      {columns.map((column, at) => {
        const direction = sort?.id === column.id ? directionOf(sort.descending) : undefined;
        return (
          <span
            key={column.id}
            role="columnheader"
            aria-colindex={at + 1}
            aria-sort={direction ?? 'none'}
            class={`cell kind-${column.kind} column-${column.id === 'error' || column.id === 'state' ? column.id : 'value'}`}
          >
            <button type="button" title={`Sort by ${column.id}`} onClick={() => model.sortBy(column.id)}>
              {column.id}
              {column.unit !== undefined && <span class="unit"> [{column.unit}]</span>}
              {direction && <span class={`codicon codicon-arrow-${direction === 'ascending' ? 'up' : 'down'}`} aria-hidden="true" />}
            </button>
          </span>
        );
      })}
    </div>
  );
}

function directionOf(descending: boolean): 'ascending' | 'descending' {
  return descending ? 'descending' : 'ascending';
}
