import { t } from '@vscode/l10n';
import { formatValue } from '../../core/value/format.ts';
import { sameValue } from '../../core/value/equal.ts';
import type { Column, ItemDetail } from '../../protocol/runner.ts';
import type { Model } from '../model.ts';
import { cellValue } from '../table/cells.ts';
import { stepOnKey } from '../table/gridKeys.ts';
import { StateIcon } from '../table/rowView.tsx';
import { Trace } from '../trace.tsx';
import { Beside } from './beside.tsx';
import { Files } from './files.tsx';
import { Outputs } from './outputs.tsx';
import { Stream } from './stream.tsx';
import './item.css';

/** One item whole: parameters, outputs, why it failed, what it printed. All of it is text, never markup. */
export function Item({ model, item }: { readonly model: Model; readonly item: ItemDetail }) {
  const { log } = item;
  const openWhole = (): void => void model.open(item.key);
  return (
    <aside class="item" aria-label={`Item ${item.index}`} onKeyDown={(event) => stepOnKey(model, event)}>
      <div class="item-head">
        <h2>
          <span class={`state-${item.state}`}>
            <StateIcon state={item.state} />
            {item.state}
          </span>{' '}
          item {item.index}
          {item.replicate > 0 && `, replicate ${item.replicate}`}
        </h2>
        <button type="button" onClick={() => void model.copy(item.key)}>
          Copy parameters
        </button>
        {item.state === 'failed' && (
          <button type="button" onClick={() => void model.rerun({ select: 'failed', keys: [item.key] })}>
            Rerun
          </button>
        )}
        <Comparing model={model} item={item} />
        <button type="button" class="icon" aria-label={t('Close')} onClick={() => void model.select(null)}>
          <span class="codicon codicon-close" aria-hidden="true" />
        </button>
      </div>
      {item.error && (
        <section aria-label="Error">
          <h3>
            {item.error.type}: {item.error.message}
          </h3>
          {item.error.trace !== '' && <Trace model={model} itemKey={item.key} text={item.error.trace} />}
        </section>
      )}
      <Parameters columns={model.columns.value} item={item} />
      <Beside model={model} />
      <Outputs value={item.outputs} />
      <Files model={model} itemKey={item.key} found={model.files.value} />
      <Facts item={item} />
      <Attempts item={item} />
      <Stream title={t('Standard output')} text={log.stdout} dropped={log.dropped.stdout} openWhole={openWhole} />
      <Stream title={t('Standard error')} text={log.stderr} dropped={log.dropped.stderr} openWhole={openWhole} />
    </aside>
  );
}

/** An item is marked, and another one shown beside it. */
function Comparing({ model, item }: { readonly model: Model; readonly item: ItemDetail }) {
  const marked = model.marked.value;
  if (!marked || marked.key === item.key) {
    return (
      <button type="button" aria-pressed={marked !== null} onClick={() => model.mark(marked ? null : item)}>
        {t('Mark to compare')}
      </button>
    );
  }
  const name = marked.replicate > 0 ? `${marked.index}.${marked.replicate}` : marked.index;
  return (
    <button type="button" onClick={() => void model.compare(marked.key, item.key)}>
      {t('Compare with item {0}', name)}
    </button>
  );
}

/** What else is known of an item. */
function Facts({ item }: { readonly item: ItemDetail }) {
  const facts = [
    ['key', item.key],
    ['seed', String(item.seed)],
    [t('duration'), item.seconds === null ? '' : t('{0} s', Number(item.seconds.toPrecision(3)))],
    ['worker', item.worker ?? ''],
    ['tags', item.tags.join(', ')],
    ['note', item.note ?? ''],
  ].filter(([, text]) => text !== '');
  return (
    <dl class="facts">
      {facts.map(([name, text]) => (
        <>
          <dt key={`${name} name`}>{name}</dt>
          <dd key={name}>{text}</dd>
        </>
      ))}
    </dl>
  );
}

/** Every parameter by its full name; those that are not what the schema says by default are marked. */
function Parameters({ columns, item }: { readonly columns: readonly Column[]; readonly item: ItemDetail }) {
  const shown = columns.filter(({ kind }) => kind === 'parameter');
  return (
    <section aria-label="Parameters">
      <h3>Parameters</h3>
      <dl class="facts">
        {shown.map((column) => {
          const value = cellValue(item, column);
          if (value === undefined) return null;
          const changed = column.default !== undefined && !sameValue(value, column.default);
          return (
            <>
              <dt key={`${column.id} name`}>
                {column.id}
                {column.unit !== undefined && <span class="unit"> [{column.unit}]</span>}
              </dt>
              <dd key={column.id}>
                {formatValue(value)}
                {changed && column.default !== undefined && <span class="note"> default {formatValue(column.default)}</span>}
              </dd>
            </>
          );
        })}
      </dl>
    </section>
  );
}

/** Every attempt that is stored, the newest first. */
function Attempts({ item }: { readonly item: ItemDetail }) {
  if (item.history.length === 0) return null;
  return (
    <section aria-label="Attempts">
      <h3>Attempts</h3>
      <ol class="attempts" reversed>
        {item.history.toReversed().map((one) => (
          <li key={`${one.finishedAt} ${one.attempt}`} class={`state-${one.state}`}>
            <StateIcon state={one.state} />
            {one.state} in {one.seconds.toFixed(3)} s, {new Date(one.finishedAt).toLocaleString()}
            {!one.current && ', with other code, inputs or environment'}
            {one.vouched && `, ${one.vouched.kind} by hand`}
          </li>
        ))}
      </ol>
    </section>
  );
}
