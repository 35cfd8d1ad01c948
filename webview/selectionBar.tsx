import { t } from '@vscode/l10n';
import type { Model } from './model.ts';

/** What can be done with the rows that are chosen. */
export function SelectionBar({ model }: { readonly model: Model }) {
  const count = model.chosen.value.size;
  if (count === 0) return null;
  const running = model.status.value?.active !== undefined;
  return (
    <div class="toolbar" role="toolbar" aria-label={t('Chosen rows')}>
      <span role="status">{count === 1 ? t('1 item chosen') : t('{0} items chosen', count)}</span>
      <button type="button" disabled={running} onClick={() => void model.rerun({ select: 'all', keys: [...model.chosen.value] })}>
        {t('Rerun')}
      </button>
      <button type="button" disabled={running} onClick={() => void model.act('delete')}>
        {t('Delete…')}
      </button>
      <button type="button" onClick={() => void model.act('tags')}>
        {t('Tags…')}
      </button>
      <button type="button" onClick={() => void model.act('note')}>
        {t('Note…')}
      </button>
      <button type="button" disabled={count !== 2} title={t('Shows two items beside each other')} onClick={() => void model.act('compare')}>
        {t('Compare')}
      </button>
      <button type="button" onClick={() => void model.copyRows('csv')}>
        {t('Copy')}
      </button>
      <button type="button" onClick={() => model.letGo()}>
        {t('Let go')}
      </button>
    </div>
  );
}
