import type { Model } from './model.ts';

/** One expression that selects rows; its error stands below it, the last rows stay. */
export function Filter({ model }: { readonly model: Model }) {
  const trouble = model.trouble.value?.kind === 'filter' ? model.trouble.value : null;
  const status = model.status.value;
  return (
    <form
      class="filter"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        const text = new FormData(event.currentTarget).get('where');
        model.filter(typeof text === 'string' ? text : '');
      }}
    >
      <label for="where">Filter</label>
      <input
        id="where"
        name="where"
        type="text"
        value={model.where.value}
        placeholder="state == 'failed'"
        spellcheck={false}
        autocomplete="off"
        aria-invalid={trouble !== null}
        aria-describedby="filter-note"
        onChange={(event) => model.filter(event.currentTarget.value)}
      />
      {model.where.value !== '' && (
        <button type="button" onClick={() => model.filter('')}>
          Clear
        </button>
      )}
      <span id="filter-note" class={trouble ? 'note error' : 'note'} role={trouble ? 'alert' : undefined}>
        {trouble ? trouble.message : countText(model.total.value, status?.items)}
      </span>
    </form>
  );
}

function countText(shown: number, all: number | undefined): string {
  return all === undefined || all === shown ? `${shown} items` : `${shown} of ${all} items`;
}
