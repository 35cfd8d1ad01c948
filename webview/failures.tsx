import { t } from '@vscode/l10n';
import { type FailedItem, type FailureCause, percentOf } from '../protocol/findings.ts';
import { plainText } from '../protocol/plainText.ts';
import type { Model } from './model.ts';
import { Trace } from './trace.tsx';
import './failures.css';
import { itemsText } from './itemsText.ts';

/** Why items failed: one part for each cause, the most frequent first, with what sets it apart and what can be done. */
export function Failures({ model }: { readonly model: Model }) {
  const found = model.findings.value;
  if (!found) return <p class="empty">{t('Loading …')}</p>;
  if (found.causes.length === 0) return <p class="empty">{t('No item has failed.')}</p>;
  return (
    <div class="failures">
      <h2>
        {found.causes.length === 1
          ? t('{0} failed, 1 cause', found.failed)
          : t('{0} failed, {1} causes', found.failed, found.causes.length)}
      </h2>
      {found.examined < found.failed && <p class="note">{t('{0} of them, evenly spread, were looked at.', found.examined)}</p>}
      <ol>
        {found.causes.map((cause) => (
          <Cause key={cause.id} model={model} cause={cause} />
        ))}
      </ol>
    </div>
  );
}

function Cause({ model, cause }: { readonly model: Model; readonly cause: FailureCause }) {
  const { error, key } = cause.example;
  const where = `cause == '${cause.id}'`;
  const items = itemsText(cause.count);
  const type = plainText(error.type);
  return (
    <li class="cause">
      <h3>{plainText(`${error.type}: ${error.message}`)}</h3>
      {cause.condition !== undefined && (
        <p>
          {t('Exactly where')} <code>{plainText(cause.condition)}</code>: {t('no successful item has it.')}
        </p>
      )}
      {cause.common !== undefined && (
        <p>
          {t('Only where')} <code>{plainText(cause.common.condition)}</code>:{' '}
          {t('{0} % of the items there failed so.', percentOf(cause.common))}
        </p>
      )}
      <p class="actions">
        <span class="state-failed">
          <span class="dot" aria-hidden="true" />
          {items}
        </span>
        <button
          type="button"
          aria-label={t('Rerun {0} with {1}', items, type)}
          onClick={() => void model.rerun({ select: 'failed', where })}
          disabled={model.status.value?.active !== undefined}
        >
          {t('Rerun')}
        </button>
        <button type="button" aria-label={t('Filter the table to {0} with {1}', items, type)} onClick={() => model.filter(where)}>
          {t('Filter')}
        </button>
        {cause.condition !== undefined && (
          <button
            type="button"
            title={t('Offers to add not ({0}) to the task file', plainText(cause.condition))}
            onClick={() => void model.addConstraint(cause.id)}
          >
            {t('Add as constraint…')}
          </button>
        )}
      </p>
      <p class="ends">
        <Place model={model} name={cause.count > 1 ? t('First') : t('Item')} place={cause.example} />
        {cause.count > 1 && <Place model={model} name={t('Last')} place={cause.last} />}
      </p>
      {error.trace !== '' && (
        <details>
          <summary>{t('Traceback')}</summary>
          <Trace model={model} itemKey={key} text={error.trace} />
        </details>
      )}
    </li>
  );
}

/** One of the failed items by its parameters; a click shows it. */
function Place({ model, name, place }: { readonly model: Model; readonly name: string; readonly place: FailedItem }) {
  const { key, item, label } = place;
  return (
    <button type="button" class="link" onClick={() => void model.select(key)}>
      {name}: {label === '' ? t('item {0}', item) : plainText(label)}
    </button>
  );
}
