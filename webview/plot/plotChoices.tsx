import { PLOT_KINDS, type Plot, type PlotChoice, type PlotKind, type PlotScale } from '../../protocol/plot.ts';
import { t } from '@vscode/l10n';
import { Choice } from '../choice.tsx';
import type { Model } from '../model.ts';
import { sameChoice, savedName, shownChoice } from './savedPlots.ts';

interface Props {
  readonly model: Model;
  readonly plot: Plot;
  readonly save: (format: 'png' | 'svg') => string | Promise<string> | undefined;
}

/** Which output, how, over which parameters; and the picture as a file. */
export function PlotChoices({ model, plot, save }: Props) {
  const { picture, varying, outputs, grids, output, saved, scales } = plot;
  const savedNames = saved.map((one, at) => `${at + 1}: ${savedName(one)}`);
  const shown = shownChoice(plot);
  const change = (next: PlotChoice): void => model.choosePlot({ ...model.plotChoice.value, ...next });
  // Another output has numbers of another kind.
  const { scale: _, ...spacedAnew } = model.plotChoice.value;
  const kind = picture?.kind;
  // What a grid shows is no number: another kind begins with the output that it has itself.
  const drawAs = (value: PlotKind): void => (kind === 'grid' ? model.choosePlot({ kind: value }) : change({ kind: value }));
  return (
    <div class="toolbar" role="group" aria-label={t('What is drawn')}>
      <Choice
        label={t('Output')}
        value={output?.column}
        options={kind === 'grid' ? grids : outputs}
        choose={(value) => model.choosePlot({ ...spacedAnew, output: value, ...(kind === 'grid' && { kind }) })}
      />
      <Choice label={t('As')} value={kind} options={PLOT_KINDS} nameOf={kindName} choose={drawAs} />
      {scales.length > 1 && (
        <Choice label={t('Scale')} value={shown.scale} options={scales} nameOf={scaleName} choose={(value) => change({ scale: value })} />
      )}
      {picture && 'x' in picture && picture.x && (
        <Choice label={t('Over')} value={picture.x.column} options={varying} choose={(value) => change({ kind: picture.kind, x: value })} />
      )}
      {picture && 'y' in picture && picture.y && (
        <Choice label={t('and')} value={picture.y.column} options={varying} choose={(value) => change({ kind: picture.kind, y: value })} />
      )}
      {saved.length > 0 && (
        <Choice
          label={t('From the task file')}
          value={savedNames.find((_, at) => sameChoice(saved[at], shown))}
          options={savedNames}
          choose={(name) => model.choosePlot(saved[savedNames.indexOf(name)] ?? {})}
        />
      )}
      <PlotButtons model={model} plot={plot} save={save} />
    </div>
  );
}

/** What can be done with the picture. */
function PlotButtons({ model, plot, save }: Props) {
  const { picture } = plot;
  const write = async (format: 'png' | 'svg'): Promise<void> => {
    const data = await save(format);
    if (data !== undefined) await model.savePicture(format, data);
  };
  return (
    <>
      <button
        type="button"
        disabled={!picture}
        title={t('Adds this plot to the views of the task file')}
        onClick={() => void model.savePlot(shownChoice(plot))}
      >
        {t('Save to task file…')}
      </button>
      <button
        type="button"
        disabled={model.where.value.trim() === ''}
        title={t('Offers to add values to the task file between those of the shown items; drag in the picture to narrow them')}
        onClick={() => void model.refine()}
      >
        {t('Refine here…')}
      </button>
      <button type="button" disabled={!picture} onClick={() => void write('png')}>
        {t('Save as PNG…')}
      </button>
      <button type="button" disabled={!picture} onClick={() => void write('svg')}>
        {t('Save as SVG…')}
      </button>
    </>
  );
}

function scaleName(scale: PlotScale): string {
  return scale === 'log' ? t('Logarithmic') : t('Linear');
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
    case 'grid':
      return t('Grid of images or series');
  }
}
