import { t } from '@vscode/l10n';
import { plainText } from '../protocol/plainText.ts';
import type { Model } from './model.ts';
import type { View } from './signals.ts';
import { orderedColumns } from './table/arrange.ts';
import './toolbar.css';

/** What is shown, which columns, and how rows leave the page. */
export function Toolbar({ model }: { readonly model: Model }) {
  const view = model.view.value;
  const failed = model.status.value?.failed ?? 0;
  return (
    <div class="toolbar">
      <div role="group" aria-label={t('View')} class="switch">
        {VIEWS.map((one) => (
          <button key={one} type="button" aria-pressed={view === one} onClick={() => model.show(one)}>
            {viewName(one)}
            {one === 'failures' && failed > 0 ? ` (${failed})` : ''}
          </button>
        ))}
      </div>
      {view === 'table' && (
        <>
          <ColumnChoice model={model} />
          {model.columns.value.some(({ id, varies }) => id === 'replicate' && varies) && (
            <label class="check" title={t('One row for each point: mean ± half of the 95 % interval over its replicates')}>
              <input type="checkbox" checked={model.layout.value.folded} onChange={(event) => model.fold(event.currentTarget.checked)} />
              {t('Fold replicates')}
            </label>
          )}
          <button type="button" onClick={() => void model.copyRows('csv')}>
            {t('Copy as CSV')}
          </button>
          <button type="button" onClick={() => void model.copyRows('json')}>
            {t('Copy as JSON')}
          </button>
          <button type="button" title={t('Writes all rows of the filter to a file')} onClick={() => void model.exportRows()}>
            {t('Export…')}
          </button>
        </>
      )}
      <span class="note" role="status">
        {model.done.value}
      </span>
    </div>
  );
}

const VIEWS = ['table', 'plot', 'failures', 'statistics'] as const satisfies readonly View[];

function viewName(view: View): string {
  switch (view) {
    case 'table':
      return t('Table');
    case 'plot':
      return t('Plot');
    case 'failures':
      return t('Failures');
    case 'statistics':
      return t('Statistics');
  }
}

function ColumnChoice({ model }: { readonly model: Model }) {
  const layout = model.effective.value;
  const columns = orderedColumns(model.columns.value, layout);
  const hidden = columns.filter((column) => layout.hidden.includes(column.id)).length;
  return (
    <details class="columns" onKeyDown={closeOnEscape}>
      <summary>{hidden > 0 ? t('Columns ({0} hidden)', hidden) : t('Columns')}</summary>
      <fieldset>
        <legend>{t('Shown columns')}</legend>
        <label class="all">
          <input type="checkbox" checked={layout.differing} onChange={(event) => model.differing(event.currentTarget.checked)} />
          {t('Only where rows differ')}
        </label>
        {columns.map(({ id }) => (
          <ColumnLine key={id} model={model} id={id} />
        ))}
        <button type="button" onClick={() => model.resetColumns()}>
          {t('All columns, as they come')}
        </button>
      </fieldset>
    </details>
  );
}

function ColumnLine({ model, id }: { readonly model: Model; readonly id: string }) {
  const { hidden, pinned } = model.effective.value;
  return (
    <div class="column-line">
      <label>
        <input type="checkbox" checked={!hidden.includes(id)} onChange={() => model.toggleColumn(id)} />
        {plainText(id)}
      </label>
      <IconButton icon="pinned" label={t('Pin {0}', plainText(id))} pressed={pinned.includes(id)} act={() => model.pinColumn(id)} />
      <IconButton icon="arrow-left" label={t('Move {0} left', plainText(id))} act={() => model.moveColumn(id, -1)} />
      <IconButton icon="arrow-right" label={t('Move {0} right', plainText(id))} act={() => model.moveColumn(id, 1)} />
    </div>
  );
}

interface IconButtonProps {
  readonly icon: string;
  readonly label: string;
  readonly pressed?: boolean;
  readonly act: () => void;
}

function IconButton({ icon, label, pressed, act }: IconButtonProps) {
  return (
    <button type="button" class="icon" aria-label={label} title={label} aria-pressed={pressed} onClick={act}>
      <span class={`codicon codicon-${icon}`} aria-hidden="true" />
    </button>
  );
}

function closeOnEscape(event: KeyboardEvent & { readonly currentTarget: HTMLDetailsElement }): void {
  if (event.key !== 'Escape') return;
  event.currentTarget.open = false;
  event.currentTarget.querySelector('summary')?.focus();
}
