import type { FailureCause } from '../protocol/findings.ts';
import type { Model } from './model.ts';
import { Trace } from './trace.tsx';
import './failures.css';

/** Why items failed: one part for each cause, the most frequent first, with what sets it apart and what can be done. */
export function Failures({ model }: { readonly model: Model }) {
  const found = model.findings.value;
  if (!found) return <p class="empty">Loading …</p>;
  if (found.causes.length === 0) return <p class="empty">No item has failed.</p>;
  return (
    <div class="failures">
      <h2>
        {found.failed} failed, {found.causes.length} {found.causes.length === 1 ? 'cause' : 'causes'}
      </h2>
      {found.examined < found.failed && <p class="note">{found.examined} of them, evenly spread, were looked at.</p>}
      <ol>
        {found.causes.map((cause) => (
          <Cause key={cause.id} model={model} cause={cause} />
        ))}
      </ol>
    </div>
  );
}

function Cause({ model, cause }: { readonly model: Model; readonly cause: FailureCause }) {
  const { error, key, label } = cause.example;
  const where = `cause == '${cause.id}'`;
  const items = `${cause.count} ${cause.count === 1 ? 'item' : 'items'}`;
  return (
    <li class="cause">
      <h3>
        {error.type}: {error.message}
      </h3>
      {cause.condition !== undefined && (
        <p>
          Exactly where <code>{cause.condition}</code>: no successful item has it.
        </p>
      )}
      <p class="actions">
        <span class="state-failed">
          <span class="dot" aria-hidden="true" />
          {items}
        </span>
        <button
          type="button"
          aria-label={`Rerun ${items} with ${error.type}`}
          onClick={() => void model.rerun({ select: 'failed', where })}
          disabled={model.status.value?.active !== undefined}
        >
          Rerun
        </button>
        <button type="button" aria-label={`Filter the table to ${items} with ${error.type}`} onClick={() => model.filter(where)}>
          Filter
        </button>
        {cause.condition !== undefined && (
          <button
            type="button"
            title={`Offers to add not (${cause.condition}) to the task file`}
            onClick={() => void model.addConstraint(cause.id)}
          >
            Add as constraint…
          </button>
        )}
        <button type="button" class="link" onClick={() => void model.select(key)}>
          First: {label === '' ? `item ${cause.example.item}` : label}
        </button>
      </p>
      {error.trace !== '' && (
        <details>
          <summary>Traceback</summary>
          <Trace model={model} itemKey={key} text={error.trace} />
        </details>
      )}
    </li>
  );
}
