import { t } from '@vscode/l10n';
import { sameValue } from '../../core/value/equal.ts';
import { leavesOf } from '../../core/value/value.ts';
import { plainText } from '../../protocol/plainText.ts';
import type { Column, ItemDetail } from '../../protocol/runner.ts';
import type { Model } from '../model.ts';
import { cellValue } from '../table/cells.ts';
import { stepOnKey } from '../table/gridKeys.ts';
import { StateIcon } from '../table/rowView.tsx';
import { Trace } from '../trace.tsx';
import { Unit } from '../unit.tsx';
import { Beside } from './beside.tsx';
import { Files } from './files.tsx';
import { Outputs } from './outputs.tsx';
import { Stream } from './stream.tsx';
import './item.css';
import { valueText } from '../valueText.ts';

/** One item whole: parameters, outputs, why it failed, what it printed. All of it is text, never markup. */
export function Item({ model, item }: { readonly model: Model; readonly item: ItemDetail }) {
  const { log } = item;
  const openWhole = (): void => void model.open(item.key);
  return (
    <aside class="item" aria-label={t('Item {0}', item.index)} onKeyDown={(event) => stepOnKey(model, event)}>
      <div class="item-head">
        <h2>
          <span class={`state-${item.state}`}>
            <StateIcon state={item.state} />
            {item.state}
          </span>
          {' · '}
          {item.replicate > 0 ? t('item {0}, replicate {1}', item.index, item.replicate) : t('item {0}', item.index)}
        </h2>
        <button type="button" class="icon" aria-label={t('Close')} title={t('Close')} onClick={() => void model.select(null)}>
          <span class="codicon codicon-close" aria-hidden="true" />
        </button>
        <div class="toolbar">
          <button type="button" onClick={() => void model.copy(item.key)}>
            {t('Copy parameters')}
          </button>
          {item.state === 'failed' && (
            <button type="button" onClick={() => void model.rerun({ select: 'failed', keys: [item.key] })}>
              {t('Rerun')}
            </button>
          )}
          <Comparing model={model} item={item} />
        </div>
      </div>
      {item.error && (
        <section aria-label={t('Error')}>
          <h3>{plainText(`${item.error.type}: ${item.error.message}`)}</h3>
          {item.error.trace !== '' && <Trace model={model} itemKey={item.key} text={item.error.trace} />}
        </section>
      )}
      <Parameters columns={model.columns.value} item={item} />
      <Beside model={model} />
      <Outputs columns={model.columns.value} value={item.outputs} />
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
    [t('key'), item.key],
    [t('seed'), String(item.seed)],
    [t('duration'), item.seconds === null ? '' : t('{0} s', secondsText(item.seconds))],
    [t('worker'), item.worker ?? ''],
    [t('commit'), item.made?.git ? gitWords(item.made.git) : ''],
    [t('interpreter'), plainText(item.made?.interpreter ?? '')],
    [t('machine'), plainText([item.made?.machine, item.made?.system].filter(Boolean).join(', '))],
    ['Sweepdeck', plainText(item.made?.sweepdeck ?? '')],
    [t('tags'), plainText(item.tags.join(', '))],
    [t('note'), plainText(item.note ?? '')],
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

function gitWords({ commit, dirty }: NonNullable<NonNullable<ItemDetail['made']>['git']>): string {
  const short = commit.slice(0, 12);
  return dirty ? t('{0}, with changes that were not committed', short) : short;
}

/** Every parameter by its full name, those that vary first, at the end those of which only the schema speaks; what is not its default is marked. */
function Parameters({ columns, item }: { readonly columns: readonly Column[]; readonly item: ItemDetail }) {
  const shown = columns.filter(({ kind }) => kind === 'parameter').toSorted((a, b) => Number(b.varies) - Number(a.varies));
  return (
    <section aria-label={t('Parameters')}>
      <h3>{t('Parameters')}</h3>
      <dl class="facts">
        {shown.map((column) => {
          const value = cellValue(item, column);
          if (value === undefined) return null;
          const changed = column.default !== undefined && !sameValue(value, column.default);
          return (
            <>
              <dt key={`${column.id} name`}>
                {plainText(column.id)}
                <Unit unit={column.unit} />
              </dt>
              <dd key={column.id}>
                {valueText(value)}
                {changed && column.default !== undefined && <span class="note"> {t('default {0}', valueText(column.default))}</span>}
              </dd>
            </>
          );
        })}
        {[...leavesOf(item.parameters)].map(([name, value]) =>
          item.origins[name]?.kind !== 'default' ? null : (
            <>
              <dt key={`${name} name`}>{plainText(name)}</dt>
              <dd key={name}>
                {valueText(value)}
                <span class="note"> {t('the default of the schema')}</span>
              </dd>
            </>
          ),
        )}
      </dl>
    </section>
  );
}

/** Every attempt that is stored, the newest first. */
function Attempts({ item }: { readonly item: ItemDetail }) {
  if (item.history.length === 0) return null;
  return (
    <section aria-label={t('Attempts')}>
      <h3>{t('Attempts')}</h3>
      <ol class="attempts" reversed>
        {item.history.toReversed().map((one) => (
          <li key={`${one.finishedAt} ${one.attempt}`} class={`state-${one.state}`}>
            <StateIcon state={one.state} />
            {t('{0} in {1} s, {2}', one.state, secondsText(one.seconds), new Date(one.finishedAt).toLocaleString())}
            {!one.current && t(', with other code, inputs or environment')}
            {one.vouched && t(', {0} by hand', one.vouched.kind)}
          </li>
        ))}
      </ol>
    </section>
  );
}

function secondsText(seconds: number): string {
  return String(Number(seconds.toPrecision(3)));
}
