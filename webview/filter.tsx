import { t } from '@vscode/l10n';
import type { Model } from './model.ts';
import { itemsText } from './itemsText.ts';

/** One expression that selects rows; its error stands below it, the last rows stay. */
export function Filter({ model }: { readonly model: Model }) {
  const trouble = model.trouble.value?.kind === 'filter' ? model.trouble.value : null;
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
      <label for="where">{t('Filter')}</label>
      <input
        id="where"
        name="where"
        type="text"
        value={model.where.value}
        placeholder={t('for example {0}', "state == 'failed'")}
        spellcheck={false}
        autocomplete="off"
        aria-invalid={trouble !== null}
        aria-describedby="filter-note"
        onChange={(event) => model.filter(event.currentTarget.value)}
      />
      {model.where.value !== '' && (
        <button type="button" onClick={() => model.filter('')}>
          {t('Clear')}
        </button>
      )}
      <span id="filter-note" class={trouble ? 'note error' : 'note'} role={trouble ? 'alert' : undefined}>
        {trouble ? trouble.message : countText(model)}
      </span>
    </form>
  );
}

function countText(model: Model): string {
  const [shown, all, rows] = [model.items.value, model.status.value?.items, model.total.value];
  if (model.counting.value) return t('The first {0} items; looking for more …', shown);
  const count = all === undefined || all === shown ? itemsText(shown) : t('{0} of {1} items', shown, all);
  return model.view.value === 'table' && rows !== shown ? t('{0} in {1} rows', count, rows) : count;
}
