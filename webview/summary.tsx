import { t } from '@vscode/l10n';
import { plainText } from '../protocol/plainText.ts';
import type { TaskStatus } from '../protocol/runner.ts';
import type { Model } from './model.ts';

/** Counts of the whole task, and what can be done with it. */
export function Summary({ model }: { readonly model: Model }) {
  const status = model.status.value;
  if (!status) return <p class="summary">{t('Loading …')}</p>;
  return (
    <div class="summary">
      <h1>{plainText(status.name)}</h1>
      <span class="counts" role="status" aria-live={status.active ? 'off' : 'polite'}>
        {counts(status).map(([state, count]) => (
          <span key={state} class={`count state-${state}`}>
            <span class="dot" aria-hidden="true" />
            {count} {state}
          </span>
        ))}
      </span>
      <span class="spring" />
      {status.active ? (
        <>
          <progress value={status.active.finished} max={status.active.selected} aria-label={t('Progress of the sweep')} />
          <span>
            {status.active.finished}/{status.active.selected}
          </span>
          <button type="button" onClick={() => void model.stop()}>
            {t('Stop')}
          </button>
        </>
      ) : (
        <>
          {status.failed > 0 && (
            <button type="button" onClick={() => void model.rerun({ select: 'failed' })}>
              {t('Rerun {0} failed', status.failed)}
            </button>
          )}
          {status.pending + status.stale > 0 && (
            <button type="button" onClick={() => void model.rerun({ select: 'missing' })}>
              {t('Run {0}', status.pending + status.stale + status.failed)}
            </button>
          )}
        </>
      )}
    </div>
  );
}

function counts(status: TaskStatus): readonly (readonly [string, number])[] {
  const { done, failed, stale, orphans } = status;
  const running = status.active?.running ?? 0;
  const all = [
    ['done', done],
    ['failed', failed],
    ['running', running],
    ['stale', stale],
    ['pending', status.pending - running],
    ['orphan', orphans],
  ] as const;
  return all.filter(([state, count]) => count > 0 || state === 'done');
}
