import { t } from '@vscode/l10n';
import { plainText } from '../../protocol/plainText.ts';
import type { Plot } from '../../protocol/plot.ts';
import type { Model } from '../model.ts';
import { axisName, effectHeads, effectWords, spreadText } from './words.ts';

/** The effect of each parameter on the output, the strongest first; a click draws the output over it. */
export function Effects({ model, plot }: { readonly model: Model; readonly plot: Plot }) {
  const { effects, output } = plot;
  const [strongest] = effects;
  if (!output || !strongest) return null;
  const heads = effectHeads(output);
  return (
    <table class="figures">
      <caption>{t('Effect of each parameter on {0}', axisName(output))}</caption>
      <thead>
        <tr>
          <th scope="col">{t('Parameter')}</th>
          <th scope="col">{heads.spread}</th>
          <th scope="col">{heads.mean}</th>
          <th scope="col" title={t('Share of the variance of the output that lies between the values of the parameter')}>
            {t('Share of variance')}
          </th>
        </tr>
      </thead>
      <tbody>
        {effects.map((effect) => (
          <tr key={effect.column}>
            <th scope="row">
              <button
                type="button"
                class="link"
                title={t('Draw {0} over {1}', plainText(output.column), plainText(effect.column))}
                onClick={() => model.choosePlot({ output: output.column, kind: 'line', x: effect.column })}
              >
                {plainText(effect.column)}
              </button>
            </th>
            <td>
              <meter min={0} max={strongest.spread || 1} value={effect.spread} aria-label={t('Effect of {0}', plainText(effect.column))} />
              {spreadText(effect, output)}
            </td>
            <td>{effectWords(effect)}</td>
            <td>{Math.round(100 * effect.share)} %</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
