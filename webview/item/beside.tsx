import { t } from '@vscode/l10n';
import type { Neighbour } from '../../protocol/neighbours.ts';
import type { Model } from '../model.ts';
import { valueText } from '../valueText.ts';

/** The items beside the shown one, along each parameter. Alt+←→ goes along the marked one, Alt+↑↓ marks another. */
export function Beside({ model }: { readonly model: Model }) {
  const all = model.neighbours.value;
  if (all.length === 0) return null;
  return (
    <section aria-label={t('Neighbours')}>
      <h3>{t('Neighbours')}</h3>
      <div class="neighbours">
        {all.map(({ name, value, before, after }) => (
          <p key={name} class={name === model.axis.value ? 'beside marked' : 'beside'} aria-current={name === model.axis.value}>
            <Step model={model} name={name} to={before} by="before" />
            <span>
              {name} = {valueText(value)}
            </span>
            <Step model={model} name={name} to={after} by="after" />
          </p>
        ))}
      </div>
    </section>
  );
}

interface StepProps {
  readonly model: Model;
  readonly name: string;
  readonly to: Neighbour | undefined;
  readonly by: 'before' | 'after';
}

function Step({ model, name, to, by }: StepProps) {
  const words = to ? t('To {0} = {1}', name, valueText(to.value)) : t('No item beyond in {0}', name);
  return (
    <button type="button" class="icon" disabled={!to} aria-label={words} title={words} onClick={() => void model.step(by, name)}>
      <span class={`codicon codicon-arrow-${by === 'before' ? 'left' : 'right'}`} aria-hidden="true" />
    </button>
  );
}
