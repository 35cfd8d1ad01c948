import { t } from '@vscode/l10n';
import type { Effect, Plot, PlotAxis } from '../../protocol/plot.ts';
import { Choice } from '../choice.tsx';
import type { Model } from '../model.ts';
import { byChance } from './byChance.ts';
import { axisName, effectHeads, effectWords, short, spreadText } from '../plot/words.ts';

interface Props {
  readonly model: Model;
  readonly plot: Plot;
}

/** How much of an output each parameter explains alone, with what chance alone would give, and what the figures are not. */
export function Importance({ model, plot }: Props) {
  const { effects, output, outputs, used } = plot;
  if (!output || effects.length === 0) {
    return (
      <section aria-label={t('Importance of parameters')}>
        <h2>{t('Importance of parameters')}</h2>
        <p class="note">{t('No output has numbers for parameters that vary among the items of the filter.')}</p>
      </section>
    );
  }
  const heads = effectHeads(output);
  const ordered = effects.toSorted((a, b) => b.share - a.share);
  return (
    <section aria-label={t('Importance of parameters')}>
      <h2>{t('Importance of parameters')}</h2>
      <div class="toolbar" role="group" aria-label={t('Of which output')}>
        <Choice label={t('Output')} value={output.column} options={outputs} choose={(column) => model.choosePlot({ output: column })} />
      </div>
      <table class="figures">
        <caption>{t('Share of the variance of {0} that each parameter explains alone, over {1} items', axisName(output), used)}</caption>
        <thead>
          <tr>
            {[t('Parameter'), t('Share of variance'), t('By chance'), heads.spread, heads.mean].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ordered.map((effect) => (
            <Line key={effect.column} effect={effect} output={output} used={used} />
          ))}
        </tbody>
      </table>
      <p class="note">{meaning()}</p>
    </section>
  );
}

function Line({ effect, output, used }: { readonly effect: Effect; readonly output: PlotAxis; readonly used: number }) {
  const { column, share, groups } = effect;
  return (
    <tr>
      <th scope="row">{column}</th>
      <td>
        <meter min={0} max={1} value={share} aria-label={t('Share of {0}', column)} />
        {percent(share)}
      </td>
      <td>{percent(byChance(groups, used))}</td>
      <td>{spreadText(effect, output)}</td>
      <td>{effectWords(effect)}</td>
    </tr>
  );
}

function percent(share: number): string {
  return `${short(100 * share)} %`;
}

function meaning(): string {
  return t(
    'The share is the variance between the means of the values of a parameter, divided by the whole variance (correlation ratio η²; numbers with more than 40 values are put into bins). What two parameters do only together is in neither share, and in a grid with gaps, by failures or by the filter, a share holds also what goes along with the parameter. It describes these results; it is no test.',
  );
}
