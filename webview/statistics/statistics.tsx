import { t } from '@vscode/l10n';
import type { Model } from '../model.ts';
import { Hypotheses } from './hypotheses.tsx';
import { Importance } from './importance.tsx';
import './statistics.css';

/** What the results say of the claims of the task file, and how much each parameter matters. */
export function Statistics({ model }: { readonly model: Model }) {
  const reports = model.hypotheses.value;
  const plot = model.plot.value;
  if (!reports || !plot) return <p class="empty">{t('Loading …')}</p>;
  return (
    <div class="statistics">
      <Hypotheses model={model} reports={reports} />
      <Importance model={model} plot={plot} />
    </div>
  );
}
