import { PLOT_KINDS, type Plot, type PlotChoice, type PlotKind } from '../../protocol/plot.ts';
import { t } from '@vscode/l10n';
import { Choice } from '../choice.tsx';
import type { Model } from '../model.ts';
import { sameChoice, savedName, shownChoice } from './savedPlots.ts';

interface Props {
  readonly model: Model;
  readonly plot: Plot;
  readonly save: (format: 'png' | 'svg') => string | undefined;
}

/** Which output, how, over which parameters; and the picture as a file. */
export function PlotChoices({ model, plot, save }: Props) {
  const { picture, effects, outputs, output, saved } = plot;
  const savedNames = saved.map((one, at) => `${at + 1}: ${savedName(one)}`);
  const shown = shownChoice(plot);
  const names = effects.map(({ column }) => column);
  const change = (next: PlotChoice): void => model.choosePlot({ ...model.plotChoice.value, ...next });
  const write = (format: 'png' | 'svg'): void => {
    const data = save(format);
    if (data !== undefined) void model.savePicture(format, data);
  };
  const kind = picture?.kind;
  return (
    <div class="toolbar" role="group" aria-label={t('What is drawn')}>
      <Choice label={t('Output')} value={output?.column} options={outputs} choose={(value) => change({ output: value })} />
      <Choice label={t('As')} value={kind} options={PLOT_KINDS} nameOf={kindName} choose={(value) => change({ kind: value })} />
      {picture && 'x' in picture && (
        <Choice label={t('Over')} value={picture.x.column} options={names} choose={(value) => change({ kind: picture.kind, x: value })} />
      )}
      {picture?.kind === 'heat' && (
        <Choice label="and" value={picture.y.column} options={names} choose={(value) => change({ kind: 'heat', y: value })} />
      )}
      {saved.length > 0 && (
        <Choice
          label={t('From the task file')}
          value={savedNames.find((_, at) => sameChoice(saved[at], shown))}
          options={savedNames}
          choose={(name) => model.choosePlot(saved[savedNames.indexOf(name)] ?? {})}
        />
      )}
      <button
        type="button"
        disabled={!picture}
        title={t('Adds this plot to the views of the task file')}
        onClick={() => void model.savePlot(shown)}
      >
        {t('Save to task file…')}
      </button>
      <button type="button" disabled={!picture} onClick={() => write('png')}>
        {t('Save as PNG…')}
      </button>
      <button type="button" disabled={!picture} onClick={() => write('svg')}>
        {t('Save as SVG…')}
      </button>
    </div>
  );
}

function kindName(kind: PlotKind): string {
  switch (kind) {
    case 'line':
      return t('Line with band');
    case 'heat':
      return t('Heat map');
    case 'scatter':
      return t('Scatter');
    case 'parallel':
      return t('Parallel coordinates');
    case 'histogram':
      return t('Histogram');
  }
}
