import { formatValue } from '../../core/value/format.ts';
import { isValueMap, type Value } from '../../core/value/value.ts';
import type { ItemDetail } from '../../protocol/runner.ts';
import type { Model } from '../model.ts';
import { Trace } from '../trace.tsx';

/** One item whole: parameters, outputs, why it failed, what it printed. All of it is text, never markup. */
export function Item({ model, item }: { readonly model: Model; readonly item: ItemDetail }) {
  return (
    <aside class="item" aria-label={`Item ${item.index}`}>
      <div class="item-head">
        <h2>
          <span class={`state-${item.state}`}>
            <span class="dot" aria-hidden="true" />
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
        <button type="button" class="icon" aria-label="Close" onClick={() => void model.select(null)}>
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
      <Values title="Parameters" value={item.parameters} />
      <Values title="Outputs" value={item.outputs} />
      <dl class="facts">
        <dt>key</dt>
        <dd>{item.key}</dd>
        <dt>seed</dt>
        <dd>{item.seed}</dd>
        <dt>attempts</dt>
        <dd>{item.attempts}</dd>
        {item.seconds !== null && (
          <>
            <dt>duration</dt>
            <dd>{item.seconds.toFixed(3)} s</dd>
          </>
        )}
        {item.finishedAt !== null && (
          <>
            <dt>finished</dt>
            <dd>{new Date(item.finishedAt).toLocaleString()}</dd>
          </>
        )}
      </dl>
      <Stream title="Standard output" text={item.log.stdout} />
      <Stream title="Standard error" text={item.log.stderr} />
    </aside>
  );
}

function Values({ title, value }: { readonly title: string; readonly value: Value }) {
  const entries = isValueMap(value) ? Object.entries(value) : [];
  if (entries.length === 0) return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <dl class="facts">
        {entries.map(([name, of]) => (
          <>
            <dt key={`${name} name`}>{name}</dt>
            <dd key={name}>{formatValue(of)}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Stream({ title, text }: { readonly title: string; readonly text: string }) {
  if (text === '') return null;
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      <pre tabIndex={0}>{text}</pre>
    </section>
  );
}
