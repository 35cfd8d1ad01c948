import type { Model } from './model.ts';
import { Filter } from './filter.tsx';
import { Item } from './item/item.tsx';
import { Summary } from './summary.tsx';
import { Grid } from './table/grid.tsx';

/** The results page of one task. */
export function App({ model }: { readonly model: Model }) {
  const trouble = model.trouble.value;
  return (
    <div class={model.selected.value ? 'page with-item' : 'page'}>
      <header>
        <Summary model={model} />
        <Filter model={model} />
        {trouble?.kind === 'request' && (
          <p class="trouble" role="alert">
            {trouble.message}
          </p>
        )}
      </header>
      <main>
        <Grid model={model} />
      </main>
      {model.selected.value && <Item model={model} item={model.selected.value} />}
    </div>
  );
}
