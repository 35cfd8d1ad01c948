import { t } from '@vscode/l10n';
import type { Model } from './model.ts';
import { Failures } from './failures.tsx';
import { Filter } from './filter.tsx';
import { Item } from './item/item.tsx';
import { PlotView } from './plot/plotView.tsx';
import { SelectionBar } from './selectionBar.tsx';
import { Statistics } from './statistics/statistics.tsx';
import { Summary } from './summary.tsx';
import { Grid } from './table/grid.tsx';
import { Toolbar } from './toolbar.tsx';

/** The results page of one task. */
export function App({ model }: { readonly model: Model }) {
  const trouble = model.trouble.value;
  return (
    <div class={model.selected.value ? 'page with-item' : 'page'}>
      <header>
        <Summary model={model} />
        <Toolbar model={model} />
        {model.view.value !== 'failures' && <Filter model={model} />}
        {model.view.value === 'table' && <SelectionBar model={model} />}
        {trouble?.kind === 'request' && (
          <p class="trouble" role="alert">
            {trouble.message}
          </p>
        )}
      </header>
      <main>
        <Shown model={model} />
      </main>
      {model.selected.value && <Item model={model} item={model.selected.value} />}
    </div>
  );
}

function Shown({ model }: { readonly model: Model }) {
  switch (model.view.value) {
    case 'table':
      return <Table model={model} />;
    case 'plot':
      return <PlotView model={model} />;
    case 'failures':
      return <Failures model={model} />;
    case 'statistics':
      return <Statistics model={model} />;
  }
}

/** The grid with its placeholder beside it: a grid holds rows and nothing else. */
function Table({ model }: { readonly model: Model }) {
  return (
    <>
      <Grid model={model} />
      {model.total.value === 0 && (
        <p class="empty no-rows">{model.where.value === '' ? t('There is no item yet.') : t('No item fits the filter.')}</p>
      )}
    </>
  );
}
