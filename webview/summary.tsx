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
        {counts(status).map(([state, words]) => (
          <span key={state} class={`count state-${state}`}>
            <span class="dot" aria-hidden="true" />
            {words}
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

/** Each state that some items are in, and how many in words. */
function counts(status: TaskStatus): readonly (readonly [string, string])[] {
  const { done, failed, stale, orphans } = status;
  const running = status.active?.running ?? 0;
  const all = [
    ['done', done, t('{0} done', done)],
    ['failed', failed, t('{0} failed', failed)],
    ['running', running, t('{0} running', running)],
    ['stale', stale, t('{0} stale', stale)],
    ['pending', status.pending - running, t('{0} pending', status.pending - running)],
    ['orphan', orphans, orphans === 1 ? t('1 orphan') : t('{0} orphans', orphans)],
  ] as const;
  return all.filter(([state, count]) => count > 0 || state === 'done').map(([state, , words]) => [state, words]);
}
